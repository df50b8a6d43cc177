import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import { setText } from '../world/zones.ts';
import type { Invariant } from './invariant.ts';
import { isAddress, marks, marksOf, readMark } from './marks.ts';
import { isWished } from './wished-records.ts';

/** Record sets without a mark of ours are never removed or changed by Firstlight, and neither are marks of others. */
export const unownedUntouched: Invariant = {
  name: 'nothing unowned is ever changed',
  watch(world, { violated }) {
    const ours = (owner: string): boolean => owner === 'blue' || owner === 'green' || owner === 'old-dns';
    world.zones.onChange(({ by, removed, added, after }) => {
      if (by === undefined) return;
      const gained = new Set(added);
      const before = [...after.filter((set) => !gained.has(set)), ...removed];
      const known = marksOf(before).filter(({ owner }) => ours(owner));
      const isOurs = (set: ResourceRecordSet): boolean =>
        isAddress(set) ? known.some((mark) => marks(mark, set)) : ours(readMark(set)?.owner ?? '');
      for (const set of removed)
        if (!isWished(set) && !isOurs(set)) violated(`${by.name} removed or changed ${setText(set)}`);
    });
  },
};
