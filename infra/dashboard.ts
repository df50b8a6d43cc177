import {
  Alarm,
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { certificateMetrics } from './certificate-alarms.ts';
import type { Installation } from './installation.ts';
import { clusterMetric, functionMetric } from './metrics.ts';

export interface DashboardProps {
  readonly installation: Installation;
  readonly clusters: readonly string[];
}

/** One page: what rings, how late everything is, and what the capabilities do. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { installation, clusters }: DashboardProps) {
    super(scope, id);
    const lanes = [...installation.doorbells.keys()];
    const each = (metric: Parameters<typeof functionMetric>[0]): IMetric[] =>
      lanes.map((name) => functionMetric(metric, name).with({ label: name }));
    const graph = (title: string, left: readonly IMetric[]) => new GraphWidget({ title, left: [...left], width: 8 });
    const dashboard = new CloudWatchDashboard(this, 'Dashboard', { dashboardName: installation.stack.stackName });
    dashboard.addWidgets(new AlarmStatusWidget({ title: 'Alarms', alarms: alarmsOf(installation.stack), width: 24 }));
    dashboard.addWidgets(
      graph('Oldest due item (s)', [functionMetric('OldestDueItemAge', 'sweep', Stats.MAXIMUM)]),
      graph(
        'Last whole walk (s)',
        clusters.map((name) => clusterMetric('WalkAge', 'sweep', name).with({ label: name })),
      ),
      graph(
        'Dead letters',
        [...installation.deadLetters].map(([label, queue]) =>
          queue.metricApproximateNumberOfMessagesVisible({ label }),
        ),
      ),
    );
    dashboard.addWidgets(
      graph('Looked at', each('ItemsDrained')),
      graph('Tried again', [...each('ItemsRetried'), ...each('ItemsThrottled')]),
      graph('Put aside', each('ItemsParked')),
    );
    const measured = certificateMetrics.map((name) =>
      functionMetric(name, 'sweep', Stats.MAXIMUM).with({ label: name }),
    );
    dashboard.addWidgets(graph('Certificates that need somebody', measured));
    if (!installation.doorbells.has('monitors')) return;
    dashboard.addWidgets(
      graph('Accounts of monitors that fail', [functionMetric('MonitorAccountsFailing', 'sweep', Stats.MAXIMUM)]),
      graph('Calls of providers that were refused', [functionMetric('WebhookRefused', 'monitor-webhook')]),
    );
  }
}

const alarmsOf = (scope: Construct): IAlarm[] =>
  scope.node.findAll().filter((one): one is Alarm => one instanceof Alarm);
