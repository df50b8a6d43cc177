import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { AlertPolicy, SecretRef } from '#shared/domain/alert-policy.ts';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { AlarmEvents } from './alarm-events.ts';
import { LaneCapability } from './capability.ts';
import { type Installation, ring } from './installation.ts';
import { readSecrets } from './rights/secrets.ts';
import { useTable } from './rights/table.ts';

/**
 * Tells people. It is there in every installation: what a channel was told is closed by this function, also once the configuration
 * has nobody any more who is told.
 */
export function alertsOf(
  scope: Construct,
  installation: Installation,
  { alerts, hub }: CheckedConfiguration,
): LaneCapability {
  const { channels } = alerts ?? { channels: [] };
  if (alerts !== undefined) new AlarmEvents(scope, 'AlertsOfAlarms', { installation, quiet: 'Alerts' });
  return new LaneCapability(scope, 'Alerts', {
    installation,
    name: 'alerts',
    entry: 'functions/alerts/lambda.ts',
    description: 'Tells people what is wrong, and when it is over',
    rights: [
      useTable(installation.table, 'work'),
      ring(installation, ['alerts']),
      ...readSecrets(secretsOf(channels), hub),
      ...publishTo(channels),
    ],
    concurrency: 5,
    impact:
      'Calls to tell people failed again and again: until it is mended nobody hears of anything but by e-mail of these alarms.',
    runbook: 'dead-letters',
  });
}

const secretsOf = (channels: AlertPolicy['channels']): readonly SecretRef[] =>
  channels.flatMap((channel) => {
    if (channel.kind === 'slack') return [channel.token];
    return channel.kind === 'slack-webhook' ? [channel.url] : [];
  });

function publishTo(channels: AlertPolicy['channels']): readonly PolicyStatement[] {
  const topics = channels.flatMap((channel) => ('topicArn' in channel ? [channel.topicArn] : []));
  return topics.length === 0
    ? []
    : [new PolicyStatement({ actions: ['sns:Publish'], resources: [...new Set(topics)] })];
}
