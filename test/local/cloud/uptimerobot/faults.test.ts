import { describe, expect, it } from 'vitest';
import { type FaultKind, withFaults } from '#local/cloud/route53/faults.ts';
import { faultAnswers } from '#local/cloud/uptimerobot/answer.ts';
import { http, main, openAccount } from './ask.ts';

const creating = {
  method: 'POST',
  path: '/v3/monitors',
  query: {},
  headers: { authorization: `Bearer ${main}`, 'content-type': 'application/json' },
  body: JSON.stringify(http),
};

describe('a fault', () => {
  it.each<[FaultKind, number, number]>([
    ['throttled', 429, 0],
    ['unavailable', 502, 0],
    ['unheard', 0, 0],
    ['failedAfter', 404, 1],
    ['lostAnswer', 0, 1],
    ['slow', 201, 1],
    ['busy', 201, 1],
  ])('%s: the asker sees it, and the monitor was made or not', (kind, status, made) => {
    const account = openAccount();
    const handle = withFaults((request, nowMs) => account.handle(request, nowMs), {
      shares: { [kind]: 1 },
      random: () => 0.5,
      answers: faultAnswers,
    });
    expect(handle(creating, 0).status).toBe(status);
    expect(account.monitors()).toHaveLength(made);
  });

  it('after a change of another kind is a plain 500', () => {
    const account = openAccount();
    const handle = withFaults((request, nowMs) => account.handle(request, nowMs), {
      shares: { failedAfter: 1 },
      random: () => 0.5,
      answers: faultAnswers,
    });
    expect(handle({ ...creating, method: 'GET' }, 0).status).toBe(500);
  });
});
