import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import { type RecordWishRow, recordWishes } from '#shared/rows/record-wishes.ts';
import { outcomeText } from '../world/wishers.ts';
import type { World } from '../world/world.ts';
import { setText } from '../world/zones.ts';
import type { Goal, Invariant } from './invariant.ts';
import { hostOf } from './marks.ts';

/** No host begins with it; ownership TXT records that do are marks. */
export const isWished = (set: Pick<ResourceRecordSet, 'Name' | 'Type'>): boolean =>
  set.Type !== 'TXT' && hostOf(set).startsWith('_');

/** At names that other capabilities wish for only what Firstlight wrote itself makes room, and only for what is wished now. */
export const wishedUntouched: Invariant = {
  name: 'what stands where a record is wished stays',
  watch({ zones, store }, { violated }) {
    const written = new Set<string>();
    const wanted = new Set<string>();
    store.onCommit(({ actions }) => {
      for (const action of actions) {
        if (action.action !== 'put' || !action.key.pk.startsWith('wish#')) continue;
        const { wish } = action.row as RecordWishRow;
        wanted.add(`${wish.zone} ${wish.name} ${wish.value}`);
      }
    });
    zones.onChange(({ by, zone, removed, added }) => {
      if (by === undefined) return;
      const made = added.filter(isWished);
      for (const set of removed.filter(isWished)) {
        const isReplaced = made.some(({ Name }) => Name === set.Name);
        if (!isReplaced) violated(`${by.name} removed ${setText(set)}`);
        if (!written.has(`${zone} ${JSON.stringify(set)}`)) violated(`${by.name} overwrote ${setText(set)}`);
      }
      for (const set of made) {
        written.add(`${zone} ${JSON.stringify(set)}`);
        const [value = ''] = (set.ResourceRecords ?? []).map(({ Value }) => Value.replace(/\.$/, ''));
        if (set.Type !== 'CNAME' || !wanted.has(`${zone} ${hostOf(set)} ${value}`))
          violated(`${by.name} wrote ${setText(set)}, which nobody wished for`);
      }
    });
  },
};

/** Reasons for which a record may wait for a person or for the world around it. */
const lastingReasons: ReadonlySet<string> = new Set(['Observing', 'PolicyForbids', 'NoZone', 'GivenBack']);

/** Every wish stands, or says why not; what it says is so. */
export const wishesStand: Goal = {
  name: 'wished records stand or say why not',
  async missing(world) {
    const { wished, told } = world.wishers;
    const zones = new Set([...wished.values()].map(({ zone }) => zone));
    const rows = await Promise.all([...zones].map((zone) => world.store.truth.query(recordWishes(zone))));
    const known = new Map(rows.flat().map(({ key, row }) => [key.sk, row]));
    return [...wished.keys()].flatMap((name) => {
      const row = known.get(name);
      if (row === undefined) return [`nobody knows of the wish ${name}`];
      const heard = told.get(name);
      const deaf =
        heard === outcomeText(row) ? [] : [`the owner of ${name} was told ${heard}, it is ${outcomeText(row)}`];
      return [...wrongOf(world, name, row), ...deaf];
    });
  },
};

function wrongOf({ zones }: World, name: string, { wish, outcome }: RecordWishRow): readonly string[] {
  const here = zones.recordSets(wish.zone).filter((set) => hostOf(set) === wish.name);
  const values = here.map(({ Type, ResourceRecords = [] }) => `${Type} ${ResourceRecords.map(({ Value }) => Value)}`);
  const isThere = values.some((text) => text.replace(/\.$/, '') === `CNAME ${wish.value}`);
  const says = `${outcome?.state}/${outcome?.reason}: ${outcome?.message}`;
  if (outcome?.state === 'standing') return isThere ? [] : [`${name} is said to stand, and there is ${values}`];
  if (outcome?.reason === 'NameTaken') {
    return here.length > 0 && !isThere ? [] : [`${name} is said to be taken, and there is ${values}`];
  }
  return outcome?.reason !== undefined && lastingReasons.has(outcome.reason) && !isThere ? [] : [`${name}: ${says}`];
}
