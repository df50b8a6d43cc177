import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Metric as MetricName } from '#shared/runtime/metrics.ts';

const namespace = 'Firstlight';

/** A metric that one function publishes (`openTelemetry` names the dimension `service` after it). */
export function functionMetric(metricName: MetricName, service: string, statistic: string = Stats.SUM): Metric {
  const period = Duration.minutes(statistic === Stats.SUM ? 5 : 1);
  return new Metric({ namespace, metricName, dimensionsMap: { service }, statistic, period });
}

/** The same, of one cluster alone. */
export function clusterMetric(metricName: MetricName, service: string, cluster: string): Metric {
  return functionMetric(metricName, service, Stats.MAXIMUM).with({ dimensionsMap: { service, cluster } });
}
