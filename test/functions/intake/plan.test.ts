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
});
