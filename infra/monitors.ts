import type { Construct } from 'constructs';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { LaneCapability } from './capability.ts';
import { type Installation, ring } from './installation.ts';
import { readSecrets } from './rights/secrets.ts';
import { useTable } from './rights/table.ts';

/** Has names watched from outside; only where the configuration says by whom. */
export function monitorsOf(
  scope: Construct,
  installation: Installation,
  { monitors, hub }: CheckedConfiguration,
): LaneCapability | undefined {
  if (monitors === undefined) return undefined;
  const keys = monitors.accounts.map(({ apiKey }) => apiKey);
  return new LaneCapability(scope, 'Monitors', {
    installation,
    name: 'monitors',
    entry: 'functions/monitors/lambda.ts',
    description: 'Has names watched from outside',
    rights: [
      useTable(installation.table, 'work'),
      ring(installation, ['alerts', 'claims', 'monitors', 'status']),
      ...readSecrets(keys, hub),
    ],
    concurrency: 5,
    impact:
      'Calls to have names watched failed again and again: nobody hears that a name is down; names themselves go on.',
    runbook: 'dead-letters',
  });
}
