import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { wordedAlarm } from './alarm.ts';
import { FirstlightFunction } from './function.ts';
import { commonEnvironment, type Installation, ring } from './installation.ts';
import { useTable } from './rights/table.ts';

/**
 * What CloudWatch says of this installation's own alarms, to the channels of people. Every alarm goes to the topic of
 * alarms, too; those of who tells people go nowhere else.
 */
export class AlarmEvents extends Construct {
  /** @param quiet how the names of constructs begin whose alarms are for the topic alone; this one's has to be among them */
  constructor(scope: Construct, id: string, { installation, quiet }: { installation: Installation; quiet: string }) {
    super(scope, id);
    const entry = new FirstlightFunction(this, 'Entry', {
      entry: 'functions/alerts/alarms/lambda.ts',
      description: 'Has people told of the alarms of this installation',
      timeout: Duration.seconds(30),
      environment: commonEnvironment(installation),
      rights: [useTable(installation.table, 'tell'), ring(installation, ['alerts'])],
    });
    const { stackName, account, region, partition } = Stack.of(this);
    new Rule(this, 'AlarmSays', {
      description: 'What CloudWatch says of the alarms of this installation',
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change', 'CloudWatch Alarm Configuration Change'],
        // CloudFormation begins the names that it makes with the stack's and the construct's (User Guide, "Name type").
        resources: Match.prefix(`arn:${partition}:cloudwatch:${region}:${account}:alarm:${stackName}-`),
        detail: { alarmName: Match.anythingButPrefix(`${stackName}-${quiet}`) },
      },
      enabled: !installation.paused,
      targets: [new LambdaFunction(entry.lambda, { retryAttempts: 8 })],
    });
    wordedAlarm(this, 'Failing', {
      metric: entry.lambda.metricErrors({ period: Duration.minutes(5) }),
      above: 0,
      topic: installation.alarms,
      impact:
        'Alarms of Firstlight itself may be missing in the channels of people, or stand there though they are over.',
      runbook: 'alarm-events',
    });
  }
}
