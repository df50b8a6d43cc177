import type { Caller } from '../sts/callers.ts';
import { tryBatch } from './batch.ts';
import { draw } from './buckets.ts';
import { createHealthCheck, deleteHealthCheck, getHealthCheck } from './health-checks.ts';
import type { Limits } from './limits.ts';
import { listPage } from './listing.ts';
import type { Action } from './operations.ts';
import type { ResourceRecordSet } from './record-set.ts';
import { pageTree } from './record-tree.ts';
import {
  accessDenied,
  hostedZoneNotEmpty,
  noSuchChange,
  noSuchHostedZone,
  priorRequestNotComplete,
  type Refusal,
  throttling,
} from './refusal.ts';
import type { State } from './state.ts';
import { checksOf } from './stored-health-check.ts';
import { changeTags, listTags, listTagsOfSeveral } from './tags.ts';
import { readChangeBatch } from './xml-in.ts';
import type { XmlTree } from './xml-out.ts';
import type { HostedZone } from './zone.ts';
import { describeLimit, describeZone, listZones, listZonesByName } from './zone-reads.ts';

/** One request, already recognised, counted and let through by the request buckets. */
export interface Ask {
  readonly state: State;
  readonly limits: Limits;
  /** Who asks; undefined where the model does not ask for it. */
  readonly caller: Caller | undefined;
  /** The accounts of zones, by zone id; a zone without one is everybody's. */
  readonly accounts: ReadonlyMap<string, string>;
  /** The first thing that the path names. */
  readonly id: string;
  /** What else the path names. */
  readonly rest: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly nowMs: number;
}

/** What each action does; the key of the XML document is the action's name and `Response`. */
export const actions: Readonly<Record<Action, (ask: Ask) => XmlTree | Refusal>> = {
  ChangeResourceRecordSets: (ask) => withZone(ask, (zone) => change(zone, ask)),
  ListResourceRecordSets: (ask) =>
    withZone(ask, (zone) => {
      const page = listPage(zone.current, ask.query);
      return 'code' in page ? page : pageTree(page);
    }),
  GetChange: ({ state, caller, id, nowMs }) => {
    const found = state.changes.get(id);
    const isOurs = found !== undefined && (found.account === undefined || found.account === caller?.account);
    return isOurs ? { ChangeInfo: changeTree(state, id, nowMs) } : noSuchChange(id);
  },
  ListHostedZones: (ask) => listZones(zonesOf(ask), ask.query),
  ListHostedZonesByName: (ask) => listZonesByName(zonesOf(ask), ask.query),
  GetHostedZone: (ask) => withZone(ask, describeZone),
  GetHostedZoneLimit: (ask) => withZone(ask, (zone) => describeLimit(zone, ask.rest, ask.limits)),
  DeleteHostedZone: (ask) => withZone(ask, (zone) => remove(zone, ask)),
  CreateHealthCheck: ({ state, body }) => createHealthCheck(state, body),
  GetHealthCheck: ({ state, id }) => getHealthCheck(state, id),
  DeleteHealthCheck: ({ state, id }) => deleteHealthCheck(state, id),
  ListTagsForResource: ({ state, id, rest }) => listTags(state, id, rest),
  ListTagsForResources: ({ state, id, body }) => listTagsOfSeveral(state, id, body),
  ChangeTagsForResource: ({ state, id, rest, body }) => changeTags(state, { type: id, id: rest }, body),
};

function withZone(ask: Ask, act: (zone: HostedZone) => XmlTree | Refusal): XmlTree | Refusal {
  const zone = ask.state.zones.get(ask.id);
  if (zone === undefined) return noSuchHostedZone(ask.id);
  return isOpen(zone, ask) ? act(zone) : accessDenied(ask.caller?.arn ?? 'anonymous');
}

/** A hosted zone is reached only from its own account (Developer Guide, "Overview of managing access permissions"). */
const isOpen = ({ id }: HostedZone, { accounts, caller }: Ask): boolean =>
  (accounts.get(id) ?? caller?.account) === caller?.account;

const zonesOf = (ask: Ask): readonly HostedZone[] => [...ask.state.zones.values()].filter((zone) => isOpen(zone, ask));

/** Takes a whole batch or nothing. */
function change(zone: HostedZone, ask: Ask): XmlTree | Refusal {
  const { state, limits, caller, body, nowMs } = ask;
  if (nowMs < zone.busyUntilMs) return priorRequestNotComplete;
  const batch = readChangeBatch(body);
  if ('code' in batch) return batch;
  if (limits.changes !== undefined) {
    const wanted = { bucket: `${caller?.account ?? ''} changes`, limit: limits.changes, tokens: batch.changes.length };
    const buckets = draw(state.buckets, [wanted], nowMs);
    if (buckets === undefined) return throttling;
    state.buckets = buckets;
  }
  const { id, labels, isPrivate, current: contents } = zone;
  const target = {
    id,
    labels,
    isPrivate,
    contents,
    recordsPerZone: limits.recordsPerZone,
    healthChecks: checksOf(state),
  };
  const tried = tryBatch(target, batch.changes);
  if ('code' in tried) return tried;
  const { id: changeId, inSyncAtMs } = recordChange(ask, batch.comment);
  zone.commit(tried, inSyncAtMs);
  zone.busyUntilMs = nowMs + limits.processingMs;
  return { ChangeInfo: changeTree(state, changeId, nowMs) };
}

/**
 * DeleteHostedZone: an empty zone is gone at once, from DNS too (an assumption).
 * Source: API reference, DeleteHostedZone: only where nothing but the default SOA and NS record sets is left.
 */
function remove(zone: HostedZone, ask: Ask): XmlTree | Refusal {
  const others = [...zone.current.from('')].filter((set) => !isAuthority(zone, set));
  if (others.length > 0) return hostedZoneNotEmpty(zone.id);
  ask.state.zones.delete(zone.id);
  return { ChangeInfo: changeTree(ask.state, recordChange(ask, undefined).id, ask.nowMs) };
}

const isAuthority = (zone: HostedZone, { Name, Type }: ResourceRecordSet): boolean =>
  Name === zone.name && (Type === 'NS' || Type === 'SOA');

function recordChange(
  { state, limits, caller, nowMs }: Ask,
  comment: string | undefined,
): { readonly id: string; readonly inSyncAtMs: number } {
  const id = `C${String(state.requests).padStart(13, '0')}`;
  const inSyncAtMs = nowMs + limits.processingMs + limits.inSyncMs;
  state.changes.set(id, { submittedAtMs: nowMs, inSyncAtMs, comment, account: caller?.account });
  return { id, inSyncAtMs };
}

/** Source: API reference, ChangeInfo: PENDING until all name servers have it, then INSYNC. */
function changeTree(state: State, id: string, nowMs: number): XmlTree {
  const { submittedAtMs = 0, inSyncAtMs = 0, comment } = state.changes.get(id) ?? {};
  return {
    Id: `/change/${id}`,
    Status: nowMs < inSyncAtMs ? 'PENDING' : 'INSYNC',
    SubmittedAt: new Date(submittedAtMs).toISOString(),
    Comment: comment,
  };
}
