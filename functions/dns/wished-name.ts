import { policyOf } from '#shared/domain/policy-of.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import { type RecordWish, type RecordWishRow, recordWishes, recordWishPrefix } from '#shared/rows/record-wishes.ts';
import { ownedPrefix, ownedRows } from '#shared/rows/zone-rows.ts';
import type { DueKey } from '#shared/runtime/capability.ts';
import { holdInZone } from './plan/holds.ts';
import type { PlannedWish } from './plan/record-wishes.ts';
import type { NameRows, ZoneWork } from './work.ts';

/** Reads all that other capabilities wish for at a name. */
export async function readWishedName(work: ZoneWork, { key: name, attempt }: DueKey): Promise<NameRows> {
  const { table } = work.drain;
  const [entries, ownedEntries] = await Promise.all([
    table.query(recordWishes(work.zone.id), { prefix: recordWishPrefix(name) }),
    table.query(ownedRows(work.zone.id), { prefix: ownedPrefix(name) }),
  ]);
  const wishes = entries.map(({ row }) => row);
  const owned = ownedEntries.map(({ row }) => row);
  const state = { name, sites: [], owned, wishes: wishes.map((row) => plannedWish(work, row)) };
  return { name, attempt, sites: [], wishes, owned, state };
}

/** Which of the wishes for a name it is. */
export const wishId = ({ owner }: Pick<RecordWish, 'owner'>): string => `${owner.lane}#${owner.key}`;

/** As it is written. */
export const recordOf = ({ name, type, ttlSeconds, value }: RecordWish): RecordSet => ({
  name,
  type,
  ttl: ttlSeconds,
  values: [value],
});

function plannedWish(
  { drain, zone, holds }: ZoneWork,
  { wish, outcome, applied, inDoubt }: RecordWishRow,
): PlannedWish {
  const configuration = drain.configuration.document;
  const { host, edge } = wish;
  const cluster = configuration.edges.find(({ name }) => name === edge)?.cluster ?? '';
  const held = { host, cluster, wish: { edge, zone: zone.id } };
  const hold = holdInZone(held, holds, { zone, configuration, nowMs: drain.now() });
  return {
    id: wishId(wish),
    record: recordOf(wish),
    stood: outcome?.state === 'standing' || outcome?.state === 'pending',
    policy: policyOf(configuration, zone, { host, edge }),
    ...(applied === undefined ? {} : { applied }),
    ...(inDoubt === undefined ? {} : { inDoubt }),
    ...(hold === undefined ? {} : { hold }),
  };
}
