import { describe, expect, it } from 'vitest';
import { createPlatform, type Wiring } from '../../../local/platform/platform.ts';
import { seededRandom } from '../../../local/platform/random.ts';
import { virtualScheduler } from '../../../local/platform/virtual-scheduler.ts';

const world = (over: Partial<Wiring> = {}) => {
  const scheduler = virtualScheduler(Date.UTC(2026, 0, 2, 3, 4, 5, 678));
  const drained: string[] = [];
  const events: unknown[] = [];
  const failed: string[] = [];
  let sweeps = 0;
  const drain = async (lane: string): Promise<void> => void drained.push(`${lane}@${scheduler.monotonic()}`);
  const platform = createPlatform({
    scheduler,
    random: seededRandom(7),
    account: '111122223333',
    region: 'eu-central-1',
    sourcePrefix: 'firstlight.cluster.',
    intake: async (event) => void events.push(JSON.parse(event)),
    drains: new Map([
      ['dns', drain],
      ['claims', drain],
    ]),
    sweep: async () => {
      sweeps += 1;
    },
    sweepEveryMs: 60_000,
    failed: (where) => failed.push(where),
    ...over,
  });
  return { scheduler, platform, drained, events, failed, sweeps: () => sweeps };
};

describe('the doorbell', () => {
  it('rings the capability that the lane is named after', async () => {
    const { scheduler, platform, drained } = world();
    await platform.doorbell.ring('dns:Z1');
    await platform.doorbell.ring('claims:demo', 0.05);
    await scheduler.advance(1_000);
    expect(drained).toEqual(['dns:Z1@0', 'claims:demo@50']);
    await expect(platform.doorbell.ring('nobody:x')).rejects.toThrow('belongs to no capability');
  });

  it('makes one of rings that would be heard together, and keeps an earlier and a later one apart', async () => {
    const { scheduler, platform, drained } = world();
    for (let index = 0; index < 5; index += 1) await platform.doorbell.ring('dns:Z1');
    await platform.doorbell.ring('dns:Z2');
    await platform.doorbell.ring('dns:Z1', 0.5);
    await platform.doorbell.ring('dns:Z1', 0.49);
    await scheduler.advance(1_000);
    expect(drained.sort()).toEqual(['dns:Z1@0', 'dns:Z1@500', 'dns:Z2@0']);
  });

  it('hears a ring that comes while the lane is being looked at', async () => {
    const rings: number[] = [];
    const { scheduler, platform } = world({
      drains: new Map([
        [
          'dns',
          async () => {
            rings.push(scheduler.monotonic());
            if (rings.length === 1) await platform.doorbell.ring('dns:Z1');
          },
        ],
      ]),
    });
    await platform.doorbell.ring('dns:Z1');
    await scheduler.advance(100);
    expect(rings).toEqual([0, 0]);
  });
});

describe('the bus', () => {
  it("brings a cluster's event to intake with what EventBridge adds, and nothing else", async () => {
    const { scheduler, platform, events } = world();
    const results = await platform.bus.put([
      { source: 'firstlight.cluster.demo', detailType: 'ObjectRanges.v1', detail: '{"cluster":"demo"}' },
      { source: 'somebody.else', detailType: 'ObjectRanges.v1', detail: '{}' },
      { source: 'firstlight.cluster.demo', detailType: 'ObjectRanges.v1', detail: 'no json' },
    ]);
    await scheduler.advance(10);
    expect(results).toEqual([{ ok: true }, { ok: true }, { ok: false, retryable: false, code: 'MalformedDetail' }]);
    expect(events).toEqual([
      {
        version: '0',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        'detail-type': 'ObjectRanges.v1',
        source: 'firstlight.cluster.demo',
        account: '111122223333',
        time: '2026-01-02T03:04:05Z',
        region: 'eu-central-1',
        resources: [],
        detail: { cluster: 'demo' },
      },
    ]);
    expect(platform.waitingEvents).toBe(0);
  });

  it.each([
    ['no entries', []],
    ['eleven entries', Array.from({ length: 11 }, () => ({ source: 's', detailType: 't', detail: '{}' }))],
    ['more than 256 KB', [{ source: 's', detailType: 't', detail: JSON.stringify({ text: 'x'.repeat(262_144) }) }]],
  ])('refuses %s as a whole', async (_, entries) => {
    await expect(world().platform.bus.put(entries)).rejects.toThrow('PutEvents takes');
  });
});

describe('the platform', () => {
  it('sweeps at once and then at its interval, also after a sweep that failed', async () => {
    let sweeps = 0;
    const { scheduler, platform, failed } = world({
      sweep: async () => {
        sweeps += 1;
        if (sweeps === 1) throw new Error('table away');
      },
    });
    platform.start();
    await scheduler.advance(121_000);
    expect(sweeps).toBe(3);
    expect(failed).toEqual(['sweep']);
    await platform.close();
    await scheduler.advance(600_000);
    expect(sweeps).toBe(3);
  });

  it('tells of a failed drain, repeats it, and shows what was given up with its reason', async () => {
    const { scheduler, platform, failed } = world({
      drains: new Map([['dns', () => Promise.reject(new Error('bug'))]]),
    });
    await platform.doorbell.ring('dns:Z1');
    platform.bury('{}', 'Unparsable: no event');
    await scheduler.advance(3_600_000);
    expect(failed).toHaveLength(5);
    expect(platform.deadLetters.map(({ body, reason }) => [body, reason])).toEqual([
      ['{}', 'Unparsable: no event'],
      ['dns:Z1', 'Error: bug'],
    ]);
    expect(platform.busy).toBe(false);
  });
});
