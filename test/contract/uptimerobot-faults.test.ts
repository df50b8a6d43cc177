import { describe, expect, it } from 'vitest';
import { type FaultKind, withFaults } from '#local/cloud/route53/faults.ts';
import { faultAnswers } from '#local/cloud/uptimerobot/answer.ts';
import { plans } from '#local/cloud/uptimerobot/plans.ts';
import { UptimeRobot } from '#local/cloud/uptimerobot/uptimerobot.ts';
import { uptimeRobot } from '../../shared/adapters/uptimerobot/uptimerobot.ts';
import { modelFetch } from '../support/model-fetch.ts';
import { mainKey, spec } from './monitor-far-side.ts';

const nowMs = Date.UTC(2026, 0, 1);
const thrown = (call: Promise<unknown>) => call.catch((error: unknown) => error);
const plain = { ...spec, contacts: [], maintenanceWindows: [] };

function openStruck(kind: FaultKind) {
  const account = new UptimeRobot({ keys: { [mainKey]: 'main' }, plan: plans.team });
  const handle = withFaults((request, atMs) => account.handle(request, atMs), {
    shares: { [kind]: 1 },
    random: () => 0.5,
    answers: faultAnswers,
  });
  const provider = uptimeRobot({
    apiKey: mainKey,
    clock: { now: () => nowMs },
    fetch: modelFetch(handle, () => nowMs),
  });
  return { account, provider };
}

describe('a fault of UptimeRobot', () => {
  it.each<[FaultKind, object, number]>([
    ['throttled', { name: 'ThrottledError', retryAfterMs: 6000 }, 0],
    ['unavailable', { name: 'RetryableError', ambiguous: true }, 0],
    ['unheard', { name: 'RetryableError', ambiguous: true }, 0],
    ['failedAfter', { name: 'RetryableError', ambiguous: true }, 1],
    ['lostAnswer', { name: 'RetryableError', ambiguous: true }, 1],
  ])('%s: the adapter tells its kind, and the monitor was made or not', async (kind, expected, made) => {
    const { account, provider } = openStruck(kind);
    expect(await thrown(provider.create(plain))).toMatchObject(expected);
    expect(account.monitors()).toHaveLength(made);
  });

  it.each<[FaultKind]>([['unavailable'], ['unheard'], ['failedAfter'], ['lostAnswer']])(
    '%s: a read has done nothing',
    async (kind) => {
      const { provider } = openStruck(kind);
      expect(await thrown(provider.account())).toMatchObject({ name: 'RetryableError', ambiguous: false });
    },
  );
});
