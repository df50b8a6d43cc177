import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { wordedAlarm } from './alarm.ts';
import { LaneCapability } from './capability.ts';
import { type Installation, ring } from './installation.ts';
import { functionMetric } from './metrics.ts';
import { readSecrets } from './rights/secrets.ts';
import { useTable } from './rights/table.ts';
import { Webhook } from './webhook.ts';

/**
 * Has names watched from outside. It is there in every installation: what a lane has left behind is tidied by its function, and that
 * is still to be done when the configuration has nobody any more who watches.
 */
export function monitorsOf(
  scope: Construct,
  installation: Installation,
  { monitors, hub }: CheckedConfiguration,
): LaneCapability {
  const { accounts } = monitors ?? { accounts: [] };
  const keys = accounts.map(({ apiKey }) => apiKey);
  const secrets = accounts.flatMap(({ webhook }) => webhook?.secret ?? []);
  const webhook =
    secrets.length === 0 ? undefined : new Webhook(scope, 'MonitorWebhook', { installation, secrets, hub });
  if (accounts.length > 0) watchAccounts(scope, installation);
  return new LaneCapability(scope, 'Monitors', {
    installation,
    name: 'monitors',
    entry: 'functions/monitors/lambda.ts',
    description: 'Has names watched from outside',
    environment: webhook === undefined ? {} : { FIRSTLIGHT_WEBHOOK_URL: webhook.url },
    rights: [
      useTable(installation.table, 'work'),
      ring(installation, ['alerts', 'claims', 'monitors', 'status']),
      ...readSecrets([...keys, ...secrets], hub),
    ],
    concurrency: 5,
    impact:
      'Calls to have names watched failed again and again: nobody hears that a name is down; names themselves go on.',
    runbook: 'dead-letters',
  });
}

/** Sweep measures it each minute, as the last drain of each account left it. */
function watchAccounts(scope: Construct, { alarms }: Installation): void {
  wordedAlarm(scope, 'MonitorAccounts', {
    metric: functionMetric('MonitorAccountsFailing', 'sweep', Stats.MAXIMUM),
    above: 0,
    periods: 15,
    topic: alarms,
    impact:
      'A provider of checks refuses us or does not answer: nobody hears of names that are down; names themselves go on.',
    runbook: 'monitor-account-failing',
  });
}
