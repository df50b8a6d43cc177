import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { type Measurement, metricUnits } from './metrics.ts';

/** Says what happened, in one log line or one metric; messages are fixed texts, what varies goes into `details`. */
export interface Telemetry {
  log(message: string, details: object): void;
  failed(message: string, details: object): void;
  measure(measurement: Measurement): void;
}

/** Logs as JSON lines, metrics in CloudWatch's embedded metric format, and the middlewares that keep both in order. */
export function openTelemetry(name: string) {
  const logger = new Logger({ serviceName: name });
  const metrics = new Metrics({ namespace: 'Firstlight', serviceName: name });
  const telemetry: Telemetry = {
    log: (message, details) => logger.info(message, { details }),
    failed: (message, details) => logger.error(message, { ...details }),
    measure({ metric, value, cluster }) {
      const target = cluster === undefined ? metrics : metrics.singleMetric().addDimension('cluster', cluster);
      target.addMetric(metric, metricUnits[metric], value);
    },
  };
  // Powertools' own middleware complains of every call in which nothing was measured.
  const publish = (): void => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return { telemetry, middlewares: [injectLambdaContext(logger), { after: publish, onError: publish }] };
}
