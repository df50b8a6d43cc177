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
const lastingReasons: ReadonlySet<string> = new Set(['Observing', 'PolicyForbids']);

/**
 * Every wish stands, or says why not; what it says is so. Of a zone that is not configured nothing is read: what stood
 * there is believed to, and who waits for a record is told `NoZone`.
 */
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
      return [...(isRight(world, row, [...known.values()]) ? [] : [wrongText(world, name, row)]), ...deaf];
    });
  },
};

function isRight(world: World, row: RecordWishRow, all: readonly RecordWishRow[]): boolean {
  const { wish, outcome } = row;
  const isConfigured = world.configuration.zones.some(({ id }) => id === wish.zone);
  if (!isConfigured) return outcome?.state === 'standing' || outcome?.reason === 'NoZone';
  const here = setsAt(world, row);
  const isThere = here.includes(`CNAME ${wish.value}`);
  if (outcome?.state === 'standing') return isThere;
  if (outcome?.reason === 'NameTaken') return !isThere && (here.length > 0 || isWishedOtherwise(row, all));
  return outcome?.reason !== undefined && lastingReasons.has(outcome.reason) && !isThere;
}

/** While nothing may be written, what is wished first has the name although nothing stands there. */
const isWishedOtherwise = ({ wish }: RecordWishRow, all: readonly RecordWishRow[]): boolean =>
  all.some(
    ({ wish: { zone, name, value }, outcome }) =>
      zone === wish.zone && name === wish.name && value !== wish.value && outcome?.reason !== 'NameTaken',
  );

const setsAt = ({ zones }: World, { wish }: RecordWishRow): readonly string[] =>
  zones
    .recordSets(wish.zone)
    .filter((set) => hostOf(set) === wish.name)
    .map(({ Type, ResourceRecords = [] }) => `${Type} ${ResourceRecords.map(({ Value }) => Value)}`.replace(/\.$/, ''));

const wrongText = (world: World, name: string, row: RecordWishRow): string =>
  `${name} is ${outcomeText(row)} (${row.outcome?.message}), and there is ${setsAt(world, row).join(' and ') || 'nothing'}`;
