import { tryBatch } from './batch.ts';
import { draw } from './buckets.ts';
import type { Limits } from './limits.ts';
import { listPage } from './listing.ts';
import type { Action } from './operations.ts';
import { pageTree } from './record-tree.ts';
import { noSuchChange, noSuchHostedZone, priorRequestNotComplete, type Refusal, throttling } from './refusal.ts';
import type { State } from './state.ts';
import { readChangeBatch } from './xml-in.ts';
import type { XmlTree } from './xml-out.ts';
import type { HostedZone } from './zone.ts';
import { describeLimit, describeZone, listZones, listZonesByName } from './zone-reads.ts';

/** One request, already recognised, counted and let through by the request buckets. */
export interface Ask {
  readonly state: State;
  readonly limits: Limits;
  readonly healthChecks: ReadonlySet<string>;
  /** The id in the path. */
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
  GetChange: ({ state, id, nowMs }) =>
    state.changes.has(id) ? { ChangeInfo: changeTree(state, id, nowMs) } : noSuchChange(id),
  ListHostedZones: ({ state, query }) => listZones([...state.zones.values()], query),
  ListHostedZonesByName: ({ state, query }) => listZonesByName([...state.zones.values()], query),
  GetHostedZone: (ask) => withZone(ask, describeZone),
  GetHostedZoneLimit: (ask) => withZone(ask, (zone) => describeLimit(zone, ask.rest, ask.limits)),
};

function withZone(ask: Ask, act: (zone: HostedZone) => XmlTree | Refusal): XmlTree | Refusal {
  const zone = ask.state.zones.get(ask.id);
  return zone === undefined ? noSuchHostedZone(ask.id) : act(zone);
}

/** Takes a whole batch or nothing. */
function change(zone: HostedZone, { state, limits, healthChecks, body, nowMs }: Ask): XmlTree | Refusal {
  if (nowMs < zone.busyUntilMs) return priorRequestNotComplete;
  const batch = readChangeBatch(body);
  if ('code' in batch) return batch;
  if (limits.changes !== undefined) {
    const wanted = { bucket: 'changes', limit: limits.changes, tokens: batch.changes.length };
    const buckets = draw(state.buckets, [wanted], nowMs);
    if (buckets === undefined) return throttling;
    state.buckets = buckets;
  }
  const { id, labels, isPrivate, current: contents } = zone;
  const target = { id, labels, isPrivate, contents, recordsPerZone: limits.recordsPerZone, healthChecks };
  const tried = tryBatch(target, batch.changes);
  if ('code' in tried) return tried;
  const inSyncAtMs = nowMs + limits.processingMs + limits.inSyncMs;
  zone.commit(tried, inSyncAtMs);
  zone.busyUntilMs = nowMs + limits.processingMs;
  const changeId = `C${String(state.requests).padStart(13, '0')}`;
  const { comment } = batch;
  state.changes.set(changeId, { submittedAtMs: nowMs, inSyncAtMs, ...(comment === undefined ? {} : { comment }) });
  return { ChangeInfo: changeTree(state, changeId, nowMs) };
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
