import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOfEntry } from '../../../../functions/status/plan/entries.ts';
import { isEmptyShard, renderShard } from '../../../../functions/status/plan/shard.ts';
import { parseStatusShard, type StatusEntry } from '../../../../shared/events/status.ts';
import { parseStatusKey } from '../../../../shared/rows/status-keys.ts';
import { arbitraryEntry } from '../arbitrary-entries.ts';

const entries = fc.uniqueArray(arbitraryEntry, { selector: keyOfEntry, maxLength: 12 });
/** What stands, and what is looked at: some of that, some new, each there or not. */
const looks = fc
  .tuple(entries, entries, fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }))
  .map(([standing, other, there]) => {
    const asked = [...standing.slice(0, 6), ...other].map(
      (entry, at) => [keyOfEntry(entry), there[at] ? entry : undefined] as const,
    );
    return { standing, looked: new Map(asked) };
  });
const read = (text: string): readonly StatusEntry[] => parseStatusShard(text) ?? [];

describe('a shard of the status', () => {
  it('says of all that was looked at what the rows say, and of all else what it said (total)', () => {
    fc.assert(
      fc.property(looks, ({ standing, looked }) => {
        const after = new Map(read(renderShard(standing, looked)).map((entry) => [keyOfEntry(entry), entry]));
        for (const [key, entry] of looked) expect(after.get(key)).toEqual(entry);
        for (const entry of standing) {
          if (!looked.has(keyOfEntry(entry))) expect(after.get(keyOfEntry(entry))).toEqual(entry);
        }
        expect(after.size).toBeLessThanOrEqual(standing.length + looked.size);
      }),
    );
  });

  it('is the same text in whatever order entries come (order-free), and when looked at again (idempotent, minimal)', () => {
    fc.assert(
      fc.property(looks, ({ standing, looked }) => {
        const text = renderShard(standing, looked);
        expect(renderShard([...standing].reverse(), new Map([...looked].reverse()))).toBe(text);
        expect(renderShard(read(text), looked)).toBe(text);
        expect(renderShard(read(text), new Map())).toBe(text);
      }),
    );
  });

  it('comes out of an empty bucket as out of a full one (cold-start)', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const looked = new Map(all.map((entry) => [keyOfEntry(entry), entry]));
        expect(renderShard([], looked)).toBe(renderShard(all, looked));
      }),
    );
  });

  it('keeps within its size, and leaves out objects before sites', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 0, max: 3_000 }), (all, limit) => {
        const text = renderShard(all, new Map(), limit);
        const kept = read(text);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit + 40 + 2 * all.length);
        const sites = all.filter(({ of }) => of === 'site').length;
        if (kept.some(({ of }) => of === 'object')) expect(kept.filter(({ of }) => of === 'site')).toHaveLength(sites);
      }),
    );
  });

  it('shares its room among namespaces: a flood of one hides nothing of another', () => {
    const objectIn = (key: string): StatusEntry => ({
      of: 'object',
      source: { apiGroup: 'networking.k8s.io', kind: 'Ingress', key },
      refused: [],
      skipped: [{ reason: 'HostTaken', message: 'm'.repeat(400) }],
    });
    const flood = Array.from({ length: 100 }, (_, at) => objectIn(`aaa/${at}`));
    const others = [objectIn('shop/web'), objectIn('zoo/web')];
    const kept = read(renderShard([...flood, ...others], new Map(), 10_000));
    expect(kept).toEqual(expect.arrayContaining(others));
    expect(kept.length).toBeGreaterThan(10);
  });

  it('law: what is left out leaves out nothing else', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 0, max: 3_000 }), (all, limit) => {
        const text = renderShard(all, new Map(), limit);
        expect(renderShard(read(text), new Map(), limit)).toBe(text);
        expect(renderShard([...all].reverse(), new Map(), limit)).toBe(text);
      }),
    );
  });

  it('is empty without entries', () => {
    expect(isEmptyShard(renderShard([], new Map()))).toBe(true);
  });

  it('leaves out entries of a kind that a newer version knows, and refuses what is no shard', () => {
    expect(parseStatusShard('{"version":1,"entries":[{"of":"certificate"}]}')).toEqual([]);
    for (const text of ['', '{', '[]', '{"version":2,"entries":[]}']) expect(parseStatusShard(text)).toBeUndefined();
  });

  it('has keys that can be read again', () => {
    fc.assert(
      fc.property(arbitraryEntry, (entry) => {
        const ask = parseStatusKey(keyOfEntry(entry));
        if (entry.of === 'site') {
          const { host, view, setIdentifier } = entry;
          expect(ask).toEqual({ look: 'site', site: { host, view, setIdentifier } });
        } else expect(ask).toEqual({ look: 'object', ref: entry.source });
      }),
    );
  });
});
