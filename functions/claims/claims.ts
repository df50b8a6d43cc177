import type { ObjectRef } from '#shared/domain/site.ts';
import { objectItem, parseClaimsKey } from '#shared/rows/claims-keys.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import type { Capability, Drain, Outcome } from '#shared/runtime/capability.ts';
import { remove } from '#shared/runtime/table.ts';
import { defaultClassIngresses, waitingForZones } from './cluster-objects.ts';
import { lookAtHost } from './host-look.ts';
import { applyMessage, listedObjects, messageKey } from './inbox.ts';
import type { ClaimsPorts } from './ports.ts';
import { type Settled, settleAll } from './settle-all.ts';
import { walkPage } from './walk.ts';
import { commit } from './writes.ts';

/** Messages applied before what follows from them is settled: bounds memory and what a crash repeats. */
const messagesAtOnce = 20;
/** Turns a cluster's messages into objects, and objects into sites: who holds which host, and what goes when. */
export function createClaims(ports: ClaimsPorts): Capability {
  return {
    name: 'claims',
    async keysAfter(drain, after, limit) {
      const cluster = clusterOf(drain);
      if (!isKnown(drain, cluster)) return { keys: [] };
      return walkPage(drain, cluster, { limit, ...(after === undefined ? {} : { after }) });
    },
    split: (drain, key) => partsOf(drain, clusterOf(drain), key),
    async work(drain) {
      const cluster = clusterOf(drain);
      if (isKnown(drain, cluster)) return workOn(ports, drain, cluster);
      const message = `cluster ${cluster} is not in the configuration; what is known of it stands still`;
      return drain.keys.map(({ key }) => ({ key, result: 'parked', reason: 'Waiting', message }));
    },
  };
}

const clusterOf = (drain: Drain): string => drain.lane.slice(claimsLane('').length);
const isKnown = (drain: Drain, cluster: string): boolean =>
  drain.configuration.document.clusters.some(({ name }) => name === cluster);

/** One item per object, so that an object that ends its drain stops no other of its message. */
async function partsOf(drain: Drain, cluster: string, key: string): Promise<readonly string[]> {
  const ask = parseClaimsKey(key);
  if (ask.look === 'inbox') return (await listedObjects(drain, cluster, ask.sk)).map(objectItem);
  return ask.look === 'zone' ? (await waitingForZones(drain, cluster)).map(({ ref }) => objectItem(ref)) : [];
}

async function workOn(ports: ClaimsPorts, drain: Drain, cluster: string): Promise<readonly Outcome[]> {
  const keys = drain.keys.map(({ key }) => ({ key, ask: parseClaimsKey(key) }));
  const loadBalancers = await ports.loadBalancers(drain.configuration.document);
  const settle = (refs: readonly ObjectRef[]) => settleAll(drain, { cluster, refs, loadBalancers });
  const outcomes: Outcome[] = [];
  const messages = keys.flatMap(({ key, ask }) => (ask.look === 'inbox' ? [{ key, sk: ask.sk }] : []));
  messages.sort((a, b) => (a.sk < b.sk ? -1 : 1));
  for (let at = 0; at < messages.length && drain.hasTime(); at += messagesAtOnce) {
    outcomes.push(
      ...(await takeMessages(drain, { cluster, messages: messages.slice(at, at + messagesAtOnce), settle })),
    );
  }
  const objects = keys.flatMap(({ key, ask }) => (ask.look === 'object' ? [{ key, ref: { cluster, ...ask } }] : []));
  const refs = objects.map(({ ref: { apiGroup, kind, key } }): ObjectRef => ({ cluster, apiGroup, kind, key }));
  const states = await settle(refs);
  outcomes.push(...objects.flatMap(({ key, ref }) => outcomeOf(key, [states.get(objectItem(ref))])));
  const zones = keys.filter(({ ask }) => ask.look === 'zone');
  if (zones.length > 0 && drain.hasTime()) {
    const woken = await settle((await waitingForZones(drain, cluster)).map(({ ref }) => ref));
    outcomes.push(...zones.flatMap(({ key }) => outcomeOf(key, [...woken.values()])));
  }
  // Releases come last, one host after the other: whatever this drain learns may still keep a site.
  for (const { ask } of keys) {
    if (ask.look === 'host' && drain.hasTime()) outcomes.push(await lookAtHost(drain, cluster, ask.host));
  }
  return outcomes;
}

function outcomeOf(key: string, states: readonly (Settled | undefined)[]): readonly Outcome[] {
  if (states.includes('disturbed')) return [{ key, result: 'retry', message: 'others keep changing the same hosts' }];
  return states.includes('left') ? [] : [{ key, result: 'done' }];
}

interface Batch {
  readonly cluster: string;
  readonly messages: readonly { readonly key: string; readonly sk: string }[];
  readonly settle: (refs: readonly ObjectRef[]) => Promise<ReadonlyMap<string, Settled>>;
}

/** Applies messages, settles what follows, and removes those of which nothing is left to settle. */
async function takeMessages(drain: Drain, { cluster, messages, settle }: Batch): Promise<readonly Outcome[]> {
  const needs = new Map<string, readonly ObjectRef[]>();
  for (const { key, sk } of messages) {
    const rows = (await applyMessage(drain, cluster, sk)) ?? [];
    const classChanged = rows.some(({ ref }) => ref.kind === 'IngressClass');
    const concerned = classChanged ? await defaultClassIngresses(drain, cluster) : [];
    needs.set(
      key,
      [...concerned, ...rows].map(({ ref }) => ref),
    );
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
  await commit(drain, over);
  return outcomes;
}
