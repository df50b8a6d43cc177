import { describe, expect, it } from 'vitest';
import { takeAlarm } from '../../../../functions/alerts/alarms/take-alarm.ts';
import { alertsWorld } from '../world.ts';

const account = '111122223333';
const name = 'Firstlight-ClaimsDeadLettersWaiting1A2B3C4D-x9YzQ1';
const description = 'Calls failed again and again. What to do: docs/runbook.md#dead-letters';
/** CloudWatch User Guide, "Alarm events and EventBridge", the sample of a metric alarm. */
const event = (value: string, at: string, more: object = {}) => ({
  version: '0',
  id: 'c4c1c1c9-6542-e61b-6ef0-8c4d36933a92',
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account,
  time: at,
  region: 'eu-central-1',
  resources: [`arn:aws:cloudwatch:eu-central-1:${account}:alarm:${name}`],
  detail: {
    alarmName: name,
    configuration: { description, metrics: [] },
    previousState: { value: 'INSUFFICIENT_DATA', reason: 'x', timestamp: '2026-11-22T08:00:00.000+0000' },
    state: { value, reason: 'Threshold Crossed', timestamp: at.replace('Z', '.000+0000') },
    ...more,
  },
});
const rings = event('ALARM', '2026-11-22T09:00:00Z');
const isWell = event('OK', '2026-11-22T09:07:53Z');
const deleted = {
  ...event('OK', '2026-11-22T09:10:00Z', { operation: 'delete' }),
  'detail-type': 'CloudWatch Alarm Configuration Change',
};

const alarm = `Alarm: Firstlight-ClaimsDeadLettersWaiting - ${description}`;
const over = 'Alarm is over: Firstlight-ClaimsDeadLettersWaiting. It lasted 7 minutes and 53 seconds.';

async function told(...given: readonly unknown[]): Promise<readonly string[]> {
  const world = await alertsWorld();
  world.clock.advance(Date.parse('2026-11-22T09:30:00Z') - world.clock.now());
  const rung: string[] = [];
  const doorbell = { ring: async (lane: string) => void rung.push(lane) };
  for (const one of given) {
    await takeAlarm(one, { table: world.table, clock: world.clock, doorbell });
    await world.settle();
  }
  if (rung.length === 0) expect(world.texts()).toEqual([]);
  return world.texts();
}

describe('an alarm of the installation', () => {
  it('is one message with what to do, updated when it is over', async () => {
    expect(await told(rings)).toEqual([alarm]);
    expect(await told(rings, rings, isWell, isWell)).toEqual([over, `  ${over}`]);
  });

  it('is told as it is, in whatever order that is heard', async () => {
    expect(await told(isWell, rings)).toEqual([]);
    expect(await told(rings, isWell, rings)).toEqual([over, `  ${over}`]);
  });

  it('that was deleted is watched by nobody any more', async () => {
    const gone = 'Nobody watches any more: Firstlight-ClaimsDeadLettersWaiting. It lasted 10 minutes.';
    expect(await told(rings, deleted)).toEqual([gone, `  ${gone}`]);
  });

  it('of which two are told at once ends as the later one says', async () => {
    const world = await alertsWorld();
    const doorbell = { ring: async () => {} };
    const sides = { table: world.table, clock: world.clock, doorbell };
    await Promise.all([rings, isWell, rings].map((one) => takeAlarm(one, sides)));
    await world.settle();
    expect(world.texts()).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['of another service', { ...rings, source: 'aws.health' }],
    ['of another account', { ...rings, account: '999999999999' }],
    ['without data', event('INSUFFICIENT_DATA', '2026-11-22T09:00:00Z')],
    ['of a time that is none', event('ALARM', 'soon')],
    ['of what was changed', { ...deleted, detail: { ...deleted.detail, operation: 'update' } }],
    ['that is none', 'text'],
  ])('is dropped: %s', async (_, given) => {
    expect(await told(given)).toEqual([]);
  });
});
