import type { ObjectRef } from '#shared/domain/site.ts';
import { type ClaimsKey, objectItem } from '#shared/rows/claims-keys.ts';
import type { Outcome } from '#shared/runtime/capability.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import { remove } from '#shared/runtime/table.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import { applyMessage, messageKey } from '../inbox/inbox.ts';
import { defaultClassIngresses, undecidedObjects } from './cluster-objects.ts';
import { keptOtherwise } from './kept-secrets.ts';
import { refusedByQuota } from './quota.ts';
import { type Settled, settleAll } from './settle-all.ts';
import { watchedOtherwise } from './watching.ts';

/** A due key, taken apart. */
export interface AskedKey {
  readonly key: string;
  readonly ask: ClaimsKey;
}

/** Messages applied before what follows from them is settled: bounds memory and what a crash repeats. */
const messagesAtOnce = 20;

/** Works off all keys but those of hosts: messages first, then objects, then those that wait for a zone or a walk. */
export async function settleKeys(drain: ClaimsDrain, keys: readonly AskedKey[]): Promise<readonly Outcome[]> {
  const { cluster } = drain;
  const settle = (refs: readonly ObjectRef[]) => settleAll(drain, { cluster, refs });
  const outcomes: Outcome[] = [];
  const messages = keys.flatMap(({ key, ask }) => (ask.look === 'inbox' ? [{ key, sk: ask.sk }] : []));
  messages.sort((a, b) => (a.sk < b.sk ? -1 : 1));
  for (let at = 0; at < messages.length && drain.hasTime(); at += messagesAtOnce) {
    outcomes.push(...(await takeMessages(drain, { messages: messages.slice(at, at + messagesAtOnce), settle })));
  }
  const objects = objectsOf(drain, keys);
  const states = await settle(objects.map(({ ref }) => ref));
  outcomes.push(...objects.flatMap(({ key, ref }) => outcomeOf(key, [states.get(objectItem(ref))])));
  const told = keys.filter(({ ask }) => ask.look === 'zone' || ask.look === 'waiting');
  if (told.length > 0 && drain.hasTime()) {
    const woken = await settle((await undecidedObjects(drain, cluster)).map(({ ref }) => ref));
    outcomes.push(...told.flatMap(({ key }) => outcomeOf(key, [...woken.values()])));
  }
  for (const { key, ask } of keys) {
    if (ask.look !== 'quota' || !drain.hasTime()) continue;
    const offered = await settle(await refusedByQuota(drain, ask.namespace));
    outcomes.push(...outcomeOf(key, [...offered.values()]));
  }
  return outcomes;
}

export const objectsOf = (
  { cluster }: Pick<ClaimsDrain, 'cluster'>,
  keys: readonly AskedKey[],
): readonly { readonly key: string; readonly ref: ObjectRef }[] =>
  keys.flatMap(({ key, ask }) =>
    ask.look === 'object' ? [{ key, ref: { cluster, apiGroup: ask.apiGroup, kind: ask.kind, key: ask.key } }] : [],
  );

export function outcomeOf(key: string, states: readonly (Settled | undefined)[]): readonly Outcome[] {
  if (states.includes('disturbed')) return [{ key, result: 'retry', message: 'others keep changing the same hosts' }];
  return states.includes('left') ? [] : [{ key, result: 'done' }];
}

interface Batch {
  readonly messages: readonly { readonly key: string; readonly sk: string }[];
  readonly settle: (refs: readonly ObjectRef[]) => Promise<ReadonlyMap<string, Settled>>;
}

/** Applies messages, settles what follows, and removes those of which nothing is left to settle. */
async function takeMessages(drain: ClaimsDrain, { messages, settle }: Batch): Promise<readonly Outcome[]> {
  const { cluster } = drain;
  const needs = new Map<string, readonly ObjectRef[]>();
  for (const { key, sk } of messages) {
    const rows = (await applyMessage(drain, cluster, sk)) ?? [];
    const classChanged = rows.some(({ ref }) => ref.kind === 'IngressClass');
    const concerned = classChanged ? await defaultClassIngresses(drain, cluster) : [];
    const changed = rows.map(({ ref }) => ref);
    const watched = await watchedOtherwise({ drain, cluster }, changed);
    const kept = await keptOtherwise({ drain, cluster }, changed);
    needs.set(key, [...[...concerned, ...watched, ...kept].map(({ ref }) => ref), ...changed]);
  }
  const states = await settle([...needs.values()].flat());
  const outcomes = messages.flatMap(({ key }) =>
    outcomeOf(
      key,
      (needs.get(key) ?? []).map((ref) => states.get(objectItem(ref))),
    ),
  );
  const done = new Set(outcomes.filter(({ result }) => result === 'done').map(({ key }) => key));
  const over = messages.filter(({ key }) => done.has(key)).map(({ sk }) => remove(messageKey(cluster, sk)));
  await transactFenced(drain, over);
  return outcomes;
}
