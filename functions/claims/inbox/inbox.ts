import { gunzipSync } from 'node:zlib';
import { lastKey } from '#shared/domain/keys.ts';
import { kindIdOf } from '#shared/domain/kinds.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import { type ObjectRange, ObjectRanges } from '#shared/events/object-ranges.ts';
import {
  floorKey,
  type InboxRow,
  inboxRows,
  kindKey,
  kindRows,
  type ObjectRow,
  objectKey,
  objectsOf,
  walkKey,
  walkPrefix,
  walkRows,
} from '#shared/rows/object-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { type Action, put, type RowKey } from '#shared/runtime/table.ts';
import { planRange } from '../plan/inbox-plan.ts';
import { withStateSince } from '../settle/sources.ts';
import { commitAll } from '../writes.ts';
import { raiseFloor } from './floors.ts';

/**
 * Applies one stored message: first the objects that differ, then the range rows of a walk, then floors. Each step may be
 * repeated. Returns the rows in its ranges that are not settled; undefined when the message is no longer there.
 */
export async function applyMessage(
  drain: Drain,
  cluster: string,
  sk: string,
): Promise<readonly ObjectRow[] | undefined> {
  const message = await readMessage(drain, cluster, sk);
  if (message === undefined) return undefined;
  const known = new Set((await drain.table.query(kindRows(cluster))).map((entry) => entry.key.sk));
  const unsettled = new Map<string, ObjectRow>();
  let stale = true;
  for (const ranges of byKind(message.said.ranges)) {
    const [{ apiGroup, kind } = { apiGroup: '', kind: '' }] = ranges;
    const of = { cluster, apiGroup, kind };
    if (!known.has(kindKey(of).sk)) await commitAll(drain, [put(kindKey(of), { apiGroup, kind })]);
    const applied = await applyKind(drain, of, { ...message, ranges });
    stale &&= applied.stale;
    for (const row of applied.unsettled) unsettled.set(`${kindIdOf(apiGroup, kind)} ${row.ref.key}`, row);
    if (message.said.walk !== undefined) await raiseFloor(drain, of, message.said.walk.start);
  }
  drain.measure({ metric: 'MessageStale', value: Number(stale), cluster });
  return [...unsettled.values()];
}

/** The objects that a stored message is about: those that it names, and what else in its ranges is not settled. */
export async function concernedObjects(drain: Drain, cluster: string, sk: string): Promise<readonly ObjectRef[]> {
  const message = await readMessage(drain, cluster, sk);
  const refs = new Map<string, ObjectRef>();
  for (const { apiGroup, kind, objects, ...range } of message?.said.ranges ?? []) {
    const of = { cluster, apiGroup, kind };
    const rows = await rowsIn(drain, of, range);
    const unsettled = rows.filter((row) => row.settledMarker !== row.marker);
    for (const key of [...objects, ...unsettled.map(({ ref }) => ref)].map((one) => one.key)) {
      refs.set(`${kindIdOf(apiGroup, kind)} ${key}`, { ...of, key });
    }
  }
  return [...refs.values()];
}

interface Message {
  readonly said: ObjectRanges;
  readonly inbox: InboxRow;
}

async function readMessage(drain: Drain, cluster: string, sk: string): Promise<Message | undefined> {
  const inbox = await drain.table.get(messageKey(cluster, sk));
  if (inbox === undefined) return undefined;
  const said = ObjectRanges.parse(JSON.parse(gunzipSync(Buffer.from(inbox.body, 'base64')).toString('utf8')));
  return { said, inbox };
}

export const messageKey = (cluster: string, sk: string): RowKey<InboxRow> => ({ pk: inboxRows(cluster).pk, sk });

interface KindPart extends Message {
  readonly ranges: readonly ObjectRange[];
}

interface AppliedKind {
  readonly unsettled: readonly ObjectRow[];
  /** All that was said of it is older than what is known. */
  readonly stale: boolean;
}

async function applyKind(drain: Drain, kind: Kind, { said, inbox, ranges }: KindPart): Promise<AppliedKind> {
  const { table } = drain;
  const walks = (await table.query(walkRows(kind), { prefix: walkPrefix })).map(({ row }) => row);
  const floor = await table.get(floorKey(kind));
  const puts = new Map<string, Action>();
  const after: Action[] = [];
  const unsettled: ObjectRow[] = [];
  let stale = true;
  for (const { from, upTo, objects } of ranges) {
    const stored = await rowsIn(drain, kind, { from, upTo });
    const planned = planRange({
      kind,
      from,
      upTo,
      objects,
      marker: said.marker,
      ...(said.walk === undefined ? {} : { walkStart: said.walk.start }),
      receivedMs: inbox.receivedMs,
      seq: inbox.seq ?? 0,
      incarnation: inbox.incarnation ?? '',
      stored,
      walks,
      ...(floor === undefined ? {} : { floor }),
    });
    stale &&= planned.stale;
    const fresh = planned.rows.map((row) => withStateSince(row, stored, drain.now()));
    const changed = new Set(fresh.map((row) => row.ref.key));
    for (const row of fresh) puts.set(row.ref.key, put(objectKey(row.ref), row));
    if (planned.walk !== undefined) after.push(put(walkKey(kind, planned.walk), planned.walk));
    const rows = [...stored.filter((row) => !changed.has(row.ref.key)), ...fresh];
    unsettled.push(...rows.filter((row) => row.settledMarker !== row.marker));
  }
  await commitAll(drain, [...puts.values()]);
  // A range row speaks for the keys in it, so it comes after the last of them.
  await commitAll(drain, after);
  return { unsettled, stale };
}

type Kind = Parameters<typeof objectsOf>[0];

async function rowsIn(
  drain: Drain,
  kind: Kind,
  { from, upTo }: { from: string; upTo: string },
): Promise<readonly ObjectRow[]> {
  const to = upTo === lastKey ? {} : { to: `k${upTo}` };
  return (await drain.table.query(objectsOf(kind), { from: `k${from}`, ...to })).map(({ row }) => row);
}

function byKind(ranges: readonly ObjectRange[]): readonly (readonly ObjectRange[])[] {
  const groups = new Map<string, ObjectRange[]>();
  for (const range of ranges) {
    const id = kindIdOf(range.apiGroup, range.kind);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [range]);
    else group.push(range);
  }
  return [...groups.values()];
}
