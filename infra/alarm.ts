import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** What whoever is woken at night reads first. */
export interface AlarmWords {
  /** One sentence: what does not work now, for whom. */
  readonly impact: string;
  /** The heading in docs/runbook.md that says what to do, as its anchor. */
  readonly runbook: string;
}

export interface WordedAlarmProps extends AlarmWords {
  readonly metric: IMetric;
  /** It rings above this. */
  readonly above: number;
  /** For so many periods of the metric in a row. Default 1. */
  readonly periods?: number;
  /** What silence means. Default: nothing is wrong. */
  readonly silence?: 'fine' | 'alarming';
  readonly topic: ITopic;
}

/** An alarm that says what it means and what to do; it tells when it is over, too. */
export function wordedAlarm(scope: Construct, id: string, props: WordedAlarmProps): Alarm {
  const { metric, above, periods = 1, silence = 'fine', topic, impact, runbook } = props;
  const alarm = new Alarm(scope, id, {
    metric,
    threshold: above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: periods,
    treatMissingData: silence === 'fine' ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
    alarmDescription: `${impact} What to do: docs/runbook.md#${runbook}`,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
  return alarm;
}
