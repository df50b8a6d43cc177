import { expect, it } from 'vitest';
import { checkMonitors } from '#shared/checkup/monitors.ts';
import { type MonitorAccountRow, monitorAccountKey, monitorKey } from '#shared/rows/monitor-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { smallConfiguration } from '../../support/small-installation.ts';

const lane = 'monitors:main';
const site = { host: 'app.example.com', view: 'public', setIdentifier: '' } as const;
const account = { plan: 'Free', monitors: 1, monitorLimit: 50, atMs: 0 };
const trouble = {
  sinceMs: 0,
  reason: 'AccessDenied',
  message: 'the key may only read',
  tries: 1,
  notBeforeMs: 0,
  seq: 1,
} as const;
const said = 'the key may only read (since 1970-01-01T00:00:00.000Z)';
const notListed = 'has not been listed yet: no monitor is made there';

it.each<[string, Partial<MonitorAccountRow>, readonly (readonly [string, string])[]]>([
  ['well', { listedMs: 1, account }, [['OK', '1 names have a monitor or wait for one, 0 are down']]],
  ['in trouble', { listedMs: 1, account, trouble }, [['FAIL', said]]],
  ['unread', {}, [['WARN', notListed]]],
  ['of an earlier table', { listedMs: 1, incarnation: 'other' }, [['WARN', notListed]]],
  [
    'full',
    { listedMs: 1, account: { ...account, monitors: 50 } },
    [
      ['OK', '1 names have a monitor or wait for one, 0 are down'],
      ['WARN', 'all 50 monitors of its plan are used'],
    ],
  ],
  [
    'without the webhook that it was to have',
    { listedMs: 1, account, webhook: { againMs: 1, failure: { reason: 'PlanForbids', message: 'not in this plan' } } },
    [
      ['OK', '1 names have a monitor or wait for one, 0 are down'],
      ['WARN', 'its webhook is not as it should be: not in this plan'],
    ],
  ],
])('an account is %s', async (_, over, expected) => {
  const table = memoryTable();
  const incarnation = await table.incarnation();
  await table.transact([
    put(monitorAccountKey(lane), { incarnation, lookAtMs: 0, ...over }),
    put(monitorKey(lane, site), { site }),
  ]);
  const found = await checkMonitors(table, { accounts: [accountEntry] }, smallConfiguration());
  expect(found.map(({ level, message }) => [level, message])).toEqual(expected);
  expect(found.every(({ level, remedy }) => (level === 'OK') === (remedy === undefined))).toBe(true);
});

const accountEntry = { name: 'main', provider: 'uptimerobot', apiKey: { environment: 'KEY' }, adopt: [] } as const;
