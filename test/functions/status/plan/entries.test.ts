import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOfEntry, objectStatus, siteStatus } from '../../../../functions/status/plan/entries.ts';
import { renderShard } from '../../../../functions/status/plan/shard.ts';
import { parseStatusShard, type StatusEntry } from '../../../../shared/events/status.ts';
import type { ObjectRow } from '../../../../shared/rows/object-rows.ts';
import type { SiteRow } from '../../../../shared/rows/site-rows.ts';
import { wishFor } from '../../dns/world-sites.ts';

const holder = { cluster: 'demo', apiGroup: 'networking.k8s.io', kind: 'Ingress', key: 'shop/web' };
const site: SiteRow = {
  host: 'shop.example.com',
  view: 'public',
  setIdentifier: '',
  version: 1,
  generation: 1,
  cluster: 'demo',
  holder,
  wish: wishFor(),
  state: 'live',
  lanes: [],
  createdMs: 0,
};
const object: ObjectRow = { ref: holder, marker: 'm', gone: false, claims: [], skipped: [], hosts: [] };
const refused = { host: 'a.example.com', view: 'public', setIdentifier: '', verdict: 'refused' } as const;

/** As a forwarder reads it. */
function readBack(entry: StatusEntry | undefined): StatusEntry | undefined {
  const looked = new Map(entry === undefined ? [] : [[keyOfEntry(entry), entry]]);
  return parseStatusShard(renderShard([], looked))?.[0];
}

describe('entries of the status', () => {
  it('can be read whatever a cluster writes, on one line each', () => {
    const text = fc.string({ unit: 'binary', maxLength: 2_000 });
    fc.assert(
      fc.property(text, text, (message, edge) => {
        const entry = siteStatus({ ...site, wish: wishFor({ edge }) }, [
          { type: 'Ready', status: 'False', reason: 'NameTaken', message },
        ]);
        expect(readBack(entry)).toEqual(entry);
        expect(JSON.stringify(entry)).not.toMatch(/\\n|\\u00[01]|\u202e|\u2028/);
        const many = Array.from({ length: 60 }, () => ({ ...refused, reason: 'HostTaken' as const, message }));
        const crowd = objectStatus({
          ...object,
          claims: many,
          skipped: [{ reason: 'InvalidHost', host: message, message }],
        });
        expect(readBack(crowd)).toEqual(crowd);
        expect(Buffer.byteLength(JSON.stringify(crowd))).toBeLessThan(64_000);
        expect(crowd?.more).toBe(40);
      }),
      { numRuns: 20 },
    );
  });

  it('shows each reason for which something is skipped before any twice', () => {
    const many = Array.from({ length: 15 }, () => ({ reason: 'InvalidAnnotation' as const, message: 'x' }));
    const shown = objectStatus({ ...object, skipped: [...many, { reason: 'UnknownClass', message: 'y' }] });
    expect(shown?.skipped.map(({ reason }) => reason)).toEqual([
      'InvalidAnnotation',
      'UnknownClass',
      ...Array.from({ length: 8 }, () => 'InvalidAnnotation'),
    ]);
    expect(shown?.more).toBe(6);
  });

  it('says when a release is due', () => {
    const release = { id: 'r', dueMs: 0, sinceMs: 0, reason: 'Releasing', message: '' } as const;
    expect(siteStatus({ ...site, release }, []).releaseDue).toBe('1970-01-01T00:00:00.000Z');
    expect(siteStatus(site, [])).not.toHaveProperty('releaseDue');
  });

  it.each([
    ['HostTaken', 'False'],
    ['QuotaReached', 'False'],
    ['Waiting', 'Unknown'],
    ['ZoneNotRead', 'Unknown'],
  ] as const)('a claim that is refused as %s is %s', (reason, status) => {
    expect(objectStatus({ ...object, claims: [{ ...refused, reason }] })?.refused).toMatchObject([{ reason, status }]);
  });

  it('an object of which all is served is not listed', () => {
    expect(objectStatus({ ...object, claims: [{ ...refused, verdict: 'holder' }] })).toBeUndefined();
  });

  it('one that went is listed until that is settled, since only who settles wakes the status', () => {
    const skipped = [{ reason: 'NoHost', message: '' } as const];
    const unsettled = { ...object, claims: [refused], skipped };
    expect(objectStatus({ ...unsettled, gone: true })).toEqual(objectStatus(unsettled));
  });
});
