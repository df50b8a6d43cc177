import type { PlannedChange } from '#shared/domain/planned-change.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { type Action, type Partition, put, type RowKey, remove } from '#shared/runtime/table.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import { dnsLane } from './zone-rows.ts';

/**
 * A record that another capability needs in a zone, beside those of the sites: the CNAME that shows ACM that a name is
 * ours. One that stands already with the wished value, whoever made it, is what is wished.
 */
export interface RecordWish {
  /** Id of the hosted zone. */
  readonly zone: string;
  /** Lower case, no final dot; begins with `_`, as no host name does, so that it never meets a site. */
  readonly name: string;
  readonly type: 'CNAME';
  /** Without the final dot. */
  readonly value: string;
  readonly ttlSeconds: number;
  /**
   * Stays in the zone once nobody wishes for it, the only kind there is: ACM gives every certificate of a name in an
   * account the same CNAME, and renews none without it (ACM User Guide, "DNS validation").
   */
  readonly retain: true;
  /** What decides policies and holds: the name on the certificate (`*.example.com`) and the edge that wants it. */
  readonly host: string;
  readonly edge: string;
  /** The work item that an outcome enqueues. */
  readonly owner: { readonly lane: string; readonly key: string };
}

/** How a wish stands in the zone; times are epoch milliseconds. */
export interface RecordOutcome {
  /** `standing`: on all name servers of the zone. `pending`: accepted, not everywhere yet. */
  readonly state: 'standing' | 'pending' | 'hindered';
  /** Only of `hindered`. */
  readonly reason?: Reason;
  readonly message: string;
  readonly sinceMs: number;
  /** The change that is still PENDING. */
  readonly pendingChange?: string;
  /** The answer to a change was lost and it was found made; from then on it is taken for everywhere. */
  readonly presumedInSyncAtMs?: number;
  /** What a policy or a hold forbids. */
  readonly planned?: readonly PlannedChange[];
}

/** The owner writes the wish, which takes the outcome away; the zone's dns lane writes the outcome of that generation. */
export interface RecordWishRow {
  readonly wish: RecordWish;
  /** When it was last wished otherwise than before, in epoch milliseconds. */
  readonly generation: number;
  /** Absent: not looked at yet. */
  readonly outcome?: RecordOutcome;
  /** Exactly what Firstlight wrote last, as far as the answer came. */
  readonly applied?: RecordSet;
  /** What was sent without an answer: whether it stands is not known until the zone is read again. */
  readonly inDoubt?: RecordSet;
}

export const recordWishes = (zone: string): Partition<RecordWishRow> => ({ pk: `wish#${zone}` });
/** All wishes for a name. */
export const recordWishPrefix = (name: string): string => `${name}#`;
export const recordWishKey = ({
  zone,
  name,
  type,
  owner,
}: Pick<RecordWish, 'zone' | 'name' | 'type' | 'owner'>): RowKey<RecordWishRow> => ({
  pk: recordWishes(zone).pk,
  sk: `${name}#${type}#${owner.lane}#${owner.key}`,
});

export const recordWishRowName = (wish: Parameters<typeof recordWishKey>[0]): string => {
  const { pk, sk } = recordWishKey(wish);
  return `${pk}/${sk}`;
};

/**
 * What puts a wish, and the item that has dns look at it; to be written in one transaction, which checks that the owner
 * holds its lane. Nothing where the same is wished already.
 * @param known the row as it was read; undefined where there is none
 */
export function wishRecord(
  wish: RecordWish,
  known: RecordWishRow | undefined,
  nowMs: number,
): { readonly actions: readonly Action[]; readonly items: readonly NewItem[] } {
  if (sameValue(known?.wish, wish)) return { actions: [], items: [] };
  const generation = Math.max(nowMs, (known?.generation ?? 0) + 1);
  const { outcome: _outcome, ...kept } = known ?? {};
  const lane = dnsLane(wish.zone);
  return {
    actions: [put(recordWishKey(wish), { ...kept, wish, generation })],
    items: [{ lane, key: wish.name, row: recordWishRowName(wish), generation, dueMs: nowMs }],
  };
}

/** Takes a wish back; its record stays. */
export const forgetRecordWish = (wish: Parameters<typeof recordWishKey>[0]): Action => remove(recordWishKey(wish));
