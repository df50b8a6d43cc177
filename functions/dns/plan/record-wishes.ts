import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { PlannedChange } from '#shared/domain/planned-change.ts';
import type { Policy } from '#shared/domain/policy.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { ObservedRecordSet, RecordSet } from '#shared/domain/record.ts';
import { textOf } from './conflict.ts';
import type { RecordIndex } from './contents.ts';
import { describeChanges } from './describe.ts';
import { heldMessage, type PersonsHold } from './holds.ts';
import { plannedChanges } from './planned.ts';
import { isForbidden } from './policies.ts';
import { hostText, recordSetOf, sameRecordSet } from './record-sets.ts';

/** A CNAME that another capability wishes for, as the plan of one zone sees it. */
export interface PlannedWish {
  /** Tells the wishes for one name apart. */
  readonly id: string;
  readonly record: RecordSet;
  /** It stood as it is wished now when the zone was last looked at. */
  readonly stood: boolean;
  /** Exactly what Firstlight wrote for it last. */
  readonly applied?: RecordSet;
  /** What was sent for it without an answer. */
  readonly inDoubt?: RecordSet;
  readonly policy: Policy;
  /** While a person holds it nothing is written for it. */
  readonly hold?: PersonsHold;
}

export interface WishVerdict {
  readonly wish: PlannedWish;
  /** equal: nothing to do. change: in the group of the name. */
  readonly result: 'equal' | 'change' | 'skipped';
  readonly reason?: Reason;
  readonly message: string;
  /** What was in doubt, found standing. */
  readonly found?: RecordSet;
  readonly changes?: readonly RecordChange[];
  /** What a policy or a hold forbids. */
  readonly planned?: readonly PlannedChange[];
}

interface WishedName {
  readonly name: string;
  readonly wishes: readonly PlannedWish[];
  /** What stands at the name, where it was read again. */
  readonly observed?: RecordIndex;
}

/**
 * What becomes of the wishes for one name. A CNAME with the wished value is what is wished, whoever made it and whatever
 * its TTL. Anything else at the name stays, unless it is exactly what Firstlight wrote there before: nothing marks such
 * a record as ours. What is new is created, never upserted, so that Route 53 refuses it where something stands that
 * nobody has read.
 */
export function planWishes({ name, wishes, observed }: WishedName): readonly WishVerdict[] {
  const here = observed?.get(name) ?? [];
  const stands = (wish: PlannedWish): boolean =>
    observed === undefined ? isBelieved(wish) : here.some((set) => isFulfilledBy(wish, set));
  const sorted = [...wishes].sort((a, b) => Number(stands(b)) - Number(stands(a)) || (a.id < b.id ? -1 : 1));
  const [first] = sorted;
  if (first === undefined) return [];
  const written = sorted.flatMap(({ applied, inDoubt }) => [applied ?? [], inDoubt ?? []].flat());
  const obstacle = here.find((set) => !written.some((each) => isExactly(set, each)));
  const replaced = observed === undefined ? written.slice(0, 1) : here.map((set) => recordSetOf(set, 'CNAME'));
  const gone = replaced.map((set) => ({ action: 'DELETE', record: set }) as const);
  const judgeOne = (wish: PlannedWish): WishVerdict => {
    if (!sameTarget(first.record, wish.record)) {
      return refuse(wish, 'NameTaken', `${name} is wished as a CNAME to ${targetOf(first.record)} already`);
    }
    if (stands(first)) return { wish, result: 'equal', message: '' };
    if (obstacle !== undefined) return refuse(wish, 'NameTaken', takenBy(obstacle, wish.record));
    return judge(wish, [...gone, { action: 'CREATE', record: first.record }]);
  };
  return sorted.map((wish) => {
    const { inDoubt } = wish;
    const isFound = inDoubt !== undefined && here.some((set) => isExactly(set, inDoubt));
    return { ...judgeOne(wish), ...(isFound ? { found: inDoubt } : {}) };
  });
}

function judge(wish: PlannedWish, changes: readonly RecordChange[]): WishVerdict {
  const text = describeChanges(changes);
  const planned = { planned: plannedChanges(changes) };
  const { policy, hold } = wish;
  if (isForbidden(policy, changes)) {
    return policy === 'observe'
      ? { ...refuse(wish, 'Observing', `would ${text}`), ...planned }
      : { ...refuse(wish, 'PolicyForbids', `policy ${policy} forbids to ${text}`), ...planned };
  }
  if (hold !== undefined) return { ...refuse(wish, 'Held', heldMessage(hold, text)), ...planned };
  return { wish, result: 'change', message: text, changes };
}

const refuse = (wish: PlannedWish, reason: Reason, message: string): WishVerdict => ({
  wish,
  result: 'skipped',
  reason,
  message,
});

/** A record set that says what is wished, to whoever asks. */
export const isFulfilledBy = ({ record }: Pick<PlannedWish, 'record'>, set: ObservedRecordSet): boolean =>
  set.name === record.name &&
  set.type === record.type &&
  set.setIdentifier === undefined &&
  set.routed !== true &&
  sameTarget(record, set);

const isBelieved = ({ stood, applied, record }: PlannedWish): boolean =>
  stood || (applied !== undefined && sameRecordSet(applied, record));

export const isExactly = (set: ObservedRecordSet, applied: RecordSet): boolean =>
  set.type === applied.type && set.routed !== true && sameRecordSet({ ...set, type: applied.type }, applied);

const sameTarget = (a: Pick<RecordSet, 'values'>, b: Pick<RecordSet, 'values'>): boolean => targetOf(a) === targetOf(b);

const targetOf = ({ values = [] }: Pick<RecordSet, 'values'>): string => values.map(hostText).join(' ');

const takenBy = (set: ObservedRecordSet, wished: RecordSet): string =>
  `${textOf(set)} exists and is not ours, where a CNAME to ${targetOf(wished)} is to stand; remove it`;
