import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { wordedAlarm } from './alarm.ts';
import { FirstlightFunction } from './function.ts';
import { commonEnvironment, type Installation, ring } from './installation.ts';
import { clusterMetric, functionMetric } from './metrics.ts';
import { useTable } from './rights/table.ts';

export interface SweepProps {
  readonly installation: Installation;
  readonly clusters: readonly string[];
}

const minute = Duration.minutes(1);

/** Each minute: rings what is due, which makes good every lost doorbell and every crash, and measures how late all is. */
export class Sweep extends Construct {
  constructor(scope: Construct, id: string, { installation, clusters }: SweepProps) {
    super(scope, id);
    const { alarms, paused, table } = installation;
    const entry = new FirstlightFunction(this, 'Entry', {
      entry: 'functions/sweep/lambda.ts',
      description: 'Each minute: rings every lane in which something is due',
      timeout: Duration.seconds(50),
      environment: commonEnvironment(installation),
      rights: [useTable(table, 'read'), ring(installation, 'all')],
    });
    const rule = new Rule(this, 'EachMinute', { schedule: Schedule.rate(minute), enabled: !paused });
    // The next minute comes anyway: a sweep that is late is of no use.
    rule.addTarget(new LambdaFunction(entry.lambda, { retryAttempts: 0, maxEventAge: minute }));
    wordedAlarm(this, 'OldestDueItem', {
      metric: functionMetric('OldestDueItemAge', 'sweep', Stats.MAXIMUM),
      above: 900,
      periods: 5,
      silence: 'alarming',
      topic: alarms,
      impact: 'Names wait for a quarter of an hour or more, or nobody looks (no sweep). What stands stays as it is.',
      runbook: 'oldest-due-item',
    });
    for (const cluster of clusters) this.watch(cluster, installation);
  }

  private watch(cluster: string, { alarms }: Installation): void {
    wordedAlarm(this, `MissingWalk-${cluster}`, {
      metric: clusterMetric('WalkAge', 'sweep', cluster),
      above: 3 * 3_600,
      periods: 5,
      topic: alarms,
      impact: `The cluster ${cluster} has not said for three hours all that it has: no new names of it, and nothing of it is released.`,
      runbook: 'missing-walk',
    });
    wordedAlarm(this, `StaleMessages-${cluster}`, {
      metric: clusterMetric('MessageStale', 'claims', cluster).with({
        statistic: Stats.AVERAGE,
        period: Duration.minutes(5),
      }),
      // Each message counts 1 or 0: all of them said only what was overtaken.
      above: 0.99,
      periods: 3,
      topic: alarms,
      impact: `All that the cluster ${cluster} says is older than what is known: its changes are not believed.`,
      runbook: 'stale-messages',
    });
  }
}
