import {
  forgetRecordWish,
  type RecordWish,
  type RecordWishRow,
  recordWishes,
  recordWishKey,
  wishRecord,
} from '#shared/rows/record-wishes.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import { registerLane } from '#shared/runtime/lanes.ts';
import { remove } from '#shared/runtime/table.ts';
import { enqueue, itemPartition } from '#shared/runtime/work-item.ts';
import type { Engine } from '../engine/engine.ts';
import type { Functions } from './functions.ts';
import type { Store } from './store.ts';

/** Another capability that wishes for records, and does so again when the table has forgotten. */
export interface Wishers {
  readonly wished: ReadonlyMap<string, RecordWish>;
  /** By wish: the outcome that it found when it was last told to look. */
  readonly told: ReadonlyMap<string, string>;
  wish(wish: RecordWish): Promise<void>;
  forget(wish: Pick<RecordWish, 'zone' | 'name' | 'type' | 'owner'>): Promise<void>;
}

export const wisherLane = 'wishers:simulation';

/** How often it looks over all that it wants, and at what it is told to look at. */
const everyMs = 20_000;

export const outcomeText = ({ outcome }: RecordWishRow): string => `${outcome?.state}/${outcome?.reason ?? ''}`;

export function createWishers(engine: Engine, store: Store, functions: Functions): Wishers {
  const wished = new Map<string, RecordWish>();
  const told = new Map<string, string>();
  const nameOf = (wish: Parameters<typeof recordWishKey>[0]): string => recordWishKey(wish).sk;
  async function write(wish: RecordWish): Promise<void> {
    const known = await store.truth.get(recordWishKey(wish));
    const { actions, items } = wishRecord(wish, known, engine.scheduler.now());
    if (store.isAway || actions.length === 0) return;
    const lane = dnsLane(wish.zone);
    await store.truth.transact([registerLane(lane), ...actions, ...items.map(enqueue)]);
    await functions.doorbell.ring(lane);
  }
  /** An item says which of its keys to look at; all wishes of that key are read. */
  async function listen(): Promise<void> {
    const parts = await Promise.all([0, 1, 2, 3].map((part) => store.truth.query(itemPartition(wisherLane, part))));
    const items = parts.flat();
    const keys = new Set(items.map(({ row }) => row.key));
    for (const [name, wish] of wished) {
      const row = keys.has(wish.owner.key) ? await store.truth.get(recordWishKey(wish)) : undefined;
      if (row !== undefined) told.set(name, outcomeText(row));
    }
    for (const { key } of items) await store.truth.transact([remove(key)]);
  }
  async function lookOver(): Promise<void> {
    if (!store.isAway) await listen();
    for (const wish of wished.values()) if (!store.isAway) await write(wish);
    const zones = new Set([...wished.values()].map(({ zone }) => zone));
    for (const zone of store.isAway ? [] : zones) await forgetOthers(zone);
  }
  /** A backup may hold wishes that were taken back since. */
  async function forgetOthers(zone: string): Promise<void> {
    const rows: readonly { readonly row: RecordWishRow }[] = await store.truth.query(recordWishes(zone));
    const own = rows.filter(({ row }) => row.wish.owner.lane === wisherLane);
    const gone = own.filter(({ row }) => !wished.has(nameOf(row.wish)));
    for (const { row } of gone) await store.truth.transact([forgetRecordWish(row.wish)]);
  }
  const again = (): void => {
    if (wished.size + told.size > 0) void lookOver();
    engine.scheduler.after(everyMs, again);
  };
  engine.scheduler.after(everyMs, again);
  return {
    ...{ wished, told },
    async wish(wish) {
      wished.set(nameOf(wish), wish);
      if (!store.isAway) await write(wish);
    },
    async forget(wish) {
      wished.delete(nameOf(wish));
      if (!store.isAway) await store.truth.transact([forgetRecordWish(wish)]);
    },
  };
}
