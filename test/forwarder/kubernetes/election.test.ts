import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubernetesApi } from '../../../forwarder/kubernetes/api.ts';
import { LeaseRefusedError, leaseAt } from '../../../forwarder/kubernetes/lease.ts';
import { writeLease } from '../../../forwarder/kubernetes/lease-record.ts';
import { statusAnswer } from '../../support/kubernetes/line-stream.ts';
import { contest, type LeaseFault } from './candidates.ts';

const step = fc.record({
  act: fc.constantFrom('wait', 'wait', 'freeze', 'thaw', 'die', 'join', 'stop', 'skew'),
  who: fc.nat(3),
  ms: fc.constantFrom(100, 2_000, 9_000, 16_000, 40_000),
});
const fates = fc.array(fc.constantFrom<LeaseFault>('none', 'none', 'none', 'lost', 'answerLost', 'slow'), {
  maxLength: 40,
});

it('lets one speak at a time, each under a later epoch, and one in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fates, async (steps, fate) => {
      const left = [...fate];
      const { scheduler, join, lease } = contest(() => left.pop() ?? 'none');
      const candidates = [join('a'), join('bb')];
      const epochs: string[] = [];
      const advance = async (ms: number): Promise<void> => {
        for (let at = 0; at < ms; at += 100) {
          await scheduler.advance(100);
          const speaking = candidates.filter(({ maySpeak }) => maySpeak);
          expect(speaking.length).toBeLessThan(2);
          const epoch = speaking[0]?.gained.at(-1);
          if (epoch !== undefined && epoch !== epochs.at(-1)) epochs.push(epoch);
        }
      };
      for (const { act, who, ms } of steps) {
        const one = candidates[who % candidates.length];
        if (act === 'freeze') one?.freeze();
        if (act === 'thaw') one?.thaw();
        if (act === 'die') one?.die();
        if (act === 'skew' && one !== undefined) one.skewMs = (who - 2) * 86_400_000;
        if (act === 'stop') void one?.election.stop();
        if (act === 'join') candidates.push(join('c'.repeat(candidates.length + 1)));
        await advance(ms);
      }
      left.length = 0;
      for (const one of candidates) one.thaw();
      const last = join('last'.repeat(10));
      last.skewMs = 86_400_000;
      candidates.push(last);
      await advance(60_000);
      expect(candidates.filter(({ maySpeak }) => maySpeak)).toHaveLength(1);
      expect(epochs).toEqual([...epochs].sort());
      expect(lease.record?.epoch).toBe(epochs.at(-1));
    }),
    {
      numRuns: 60,
      // Its own renewal came through without an answer, and the Lease lapsed while it was read again.
      examples: [
        [
          [
            { act: 'die', who: 3, ms: 100 },
            { act: 'wait', who: 0, ms: 9_000 },
          ],
          ['slow', 'slow', 'answerLost', 'none', 'answerLost', 'none'],
        ],
      ],
    },
  );
});

describe('a candidate', () => {
  it('leads at once where nobody holds the Lease, and goes on while it renews it', async () => {
    const { scheduler, join } = contest();
    const one = join('a');
    await scheduler.advance(0);
    expect(one.maySpeak).toBe(true);
    await scheduler.advance(3_600_000);
    expect(one.gained).toHaveLength(1);
  });

  it('waits out the Lease of one who died, by its own clock', async () => {
    const { scheduler, join } = contest();
    const one = join('a');
    await scheduler.advance(5_000);
    one.die();
    const two = join('bb');
    two.skewMs = 400 * 86_400_000;
    await scheduler.advance(14_000);
    expect(two.gained).toEqual([]);
    await scheduler.advance(4_000);
    expect(two.maySpeak).toBe(true);
    expect((two.gained[0] ?? '') > (one.gained[0] ?? '')).toBe(true);
  });

  it('is silent before another may begin when it cannot renew the Lease', async () => {
    let cut = false;
    const { scheduler, join } = contest(() => (cut ? 'lost' : 'none'));
    const one = join('a');
    await scheduler.advance(5_000);
    cut = true;
    await scheduler.advance(10_000);
    expect([one.speaks, one.election.isHolding]).toEqual([false, false]);
    expect(one.problem).toBe('no connection');
    cut = false;
    await scheduler.advance(3_000);
    expect(one.gained).toHaveLength(2);
    expect(one.problem).toBeUndefined();
  });

  it('that stood still knows by the clock that it may not speak, before any timer tells it', async () => {
    const { scheduler, join } = contest();
    const one = join('a');
    await scheduler.advance(5_000);
    one.freeze();
    await scheduler.advance(12_000);
    expect([one.speaks, one.election.isHolding]).toEqual([true, false]);
    one.thaw();
    expect(one.speaks).toBe(false);
  });

  it('leaves the Lease to the next when it ends', async () => {
    const { scheduler, join } = contest();
    const one = join('a');
    await scheduler.advance(1_000);
    const two = join('bb');
    await scheduler.advance(1_000);
    await Promise.all([one.election.stop(), scheduler.advance(3_000)]);
    expect([one.maySpeak, two.maySpeak]).toEqual([false, true]);
  });

  it('draws anew when the hub has heard of a later epoch than its own', async () => {
    const { scheduler, join } = contest();
    const one = join('a');
    await scheduler.advance(1_000);
    const later = `${String(scheduler.now() + 3_600_000)}-zzzz`;
    one.echo = later;
    await scheduler.advance(5_000);
    expect(one.gained).toHaveLength(2);
    expect((one.gained[1] ?? '') > later).toBe(true);
    expect(one.maySpeak).toBe(true);
  });

  it('does not lead with a clock that is days behind the Lease', async () => {
    const { scheduler, join, lease } = contest();
    const epoch = `${String(scheduler.now() + 5 * 86_400_000)}-abcd`;
    const holding = { holder: '', durationMs: 15_000, epoch, nowMs: 0, taken: false };
    lease.put(writeLease(undefined, { namespace: 'n', name: 'l' }, holding));
    const one = join('a');
    await scheduler.advance(30_000);
    expect(one.gained).toEqual([]);
    expect(one.problem).toMatch(/^the Lease was in use at 2026-.*: set the clock, or delete the Lease/);
  });

  it('keeps what others wrote into the Lease', async () => {
    const { scheduler, join, lease } = contest();
    const one = join('a');
    await scheduler.advance(1_000);
    const before = lease.record;
    const metadata = Object(before?.raw['metadata']);
    lease.put({ ...before?.raw, metadata: { ...metadata, labels: { team: 'edge' } } });
    await scheduler.advance(10_000);
    expect(one.gained).toHaveLength(1);
    expect(Object(lease.record?.raw['metadata']).labels).toEqual({ team: 'edge' });
  });
});

describe('the Lease', () => {
  const refusing = (code: number, reason: string): KubernetesApi => ({
    send: async () => statusAnswer(code, reason, 'no'),
  });
  const place = { namespace: 'ours', name: 'l' };
  const holding = { holder: 'a', durationMs: 15_000, nowMs: 0, taken: true };

  it.each([
    [
      403,
      'Forbidden',
      /^may not create Lease l in namespace ours: give it get, create and update on leases there \(no\)$/,
    ],
    [
      401,
      'Unauthorized',
      /^cannot create Lease l in namespace ours: the API server does not accept the credentials \(no\)$/,
    ],
    [404, 'NotFound', /^cannot create Lease l in namespace ours: is there such a namespace\?/],
    [500, 'InternalError', /^cannot create Lease l in namespace ours: 500 no$/],
  ])('that is refused with %i says what to do', async (code, reason, message) => {
    const write = leaseAt(refusing(code, reason), place).write(undefined, holding);
    await expect(write).rejects.toThrow(LeaseRefusedError);
    await expect(write).rejects.toThrow(message);
  });

  it('that somebody else made first is theirs', async () => {
    expect(await leaseAt(refusing(409, 'AlreadyExists'), place).write(undefined, holding)).toBeUndefined();
  });

  it('has times of six digits', () => {
    expect(writeLease(undefined, place, holding)).toMatchObject({
      metadata: place,
      spec: {
        renewTime: '1970-01-01T00:00:00.000000Z',
        acquireTime: '1970-01-01T00:00:00.000000Z',
        leaseTransitions: 0,
      },
    });
  });
});
