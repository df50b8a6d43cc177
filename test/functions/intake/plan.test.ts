import { describe, expect, it } from 'vitest';
import { judge } from '../../../functions/intake/plan.ts';
import { parseEnvelope } from '../../../shared/events/envelope.ts';
import { testConfiguration } from '../claims/samples.ts';
import { day, event, markerAt, startMs } from './messages.ts';

describe('judge', () => {
  it.each<[string, number, boolean]>([
    ['long ago', -400 * day, true],
    ['now', 0, true],
    ['two days ahead', 2 * day, true],
    ['a millisecond more', 2 * day + 1, false],
  ])('an epoch of %s', (_name, aheadMs, taken) => {
    const parsed = parseEnvelope(event({ marker: markerAt(startMs + aheadMs) }));
    expect(judge(parsed, testConfiguration(), startMs).take).toBe(taken);
  });

  it('compares with the account of the cluster before that of the hub', () => {
    const configuration = {
      ...testConfiguration(),
      clusters: [{ name: 'demo', ownerId: 'demo', ephemeral: [], account: '444455556666' }],
    };
    expect(judge(parseEnvelope(event()), configuration, startMs).take).toBe(false);
    expect(judge(parseEnvelope(event({ account: '444455556666' })), configuration, startMs).take).toBe(true);
  });

  it.each<[string, string, string]>([
    [
      'a cluster that nobody configured',
      event({ cluster: 'two' }),
      'UnknownCluster: cluster two is not in the configuration; add it under clusters',
    ],
    [
      'another account',
      event({ account: '999999999999' }),
      'SourceMismatch: cluster demo belongs to account 111122223333, not 999999999999',
    ],
    [
      'a clock three and a half days ahead',
      event({ marker: markerAt(startMs + 3.5 * day) }),
      'ClockAhead: the clock of cluster demo is 3 days ahead; set it and restart the forwarder',
    ],
  ])('refuses %s, and says why', (_name, body, words) => {
    const judged = judge(parseEnvelope(body), testConfiguration(), startMs);
    expect(judged.take ? '' : `${judged.reason}: ${judged.message}`).toBe(words);
  });

  it('hands on what could not be parsed, with its reason', () => {
    expect(judge({ ok: false, reason: 'Unparsable', message: 'no JSON' }, testConfiguration(), startMs)).toEqual({
      take: false,
      reason: 'Unparsable',
      message: 'no JSON',
    });
  });
});
