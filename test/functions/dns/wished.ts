import { type RecordWish, type RecordWishRow, recordWishKey, wishRecord } from '#shared/rows/record-wishes.ts';
import { registerLane } from '#shared/runtime/lanes.ts';
import { enqueue } from '#shared/runtime/work-item.ts';
import type { World } from './world.ts';

export const ownerLane = 'certificates:111122223333/eu-central-1';
export const validationName = '_5d8f.example.com';
export const validationValue = '_a79865eb.acm-validations.aws';

export const wishOf = (more: Partial<RecordWish> = {}): RecordWish => ({
  zone: 'Z1',
  name: validationName,
  type: 'CNAME',
  value: validationValue,
  ttlSeconds: 300,
  retain: true,
  host: '*.example.com',
  edge: 'public',
  owner: { lane: ownerLane, key: 'certificate:arn:1' },
  ...more,
});

/** Writes a wish as its owner does. */
export async function wish({ table, clock }: Pick<World, 'table' | 'clock'>, more: Partial<RecordWish> = {}) {
  const all = wishOf(more);
  const { actions, items } = wishRecord(all, await table.get(recordWishKey(all)), clock.now());
  await table.transact([registerLane(`dns:${all.zone}`)]);
  await table.transact([...actions, ...items.map(enqueue)]);
}

export const wishRow = ({ table }: Pick<World, 'table'>, more: Partial<RecordWish> = {}) =>
  table.get<RecordWishRow>(recordWishKey(wishOf(more)));

/** `standing`, `hindered/NameTaken`; undefined where nobody has looked yet. */
export async function stateOf(world: Pick<World, 'table'>, more: Partial<RecordWish> = {}) {
  const { outcome } = (await wishRow(world, more)) ?? {};
  return outcome?.reason === undefined ? outcome?.state : `${outcome.state}/${outcome.reason}`;
}
