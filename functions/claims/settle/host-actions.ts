import { sameValue } from '#shared/domain/same-value.ts';
import { sameRef } from '#shared/domain/site.ts';
import { type ClaimRow, claimKey, type HostRow, hostKey, queuedKey } from '#shared/rows/site-rows.ts';
import type { AlertNews } from '#shared/runtime/alert-writes.ts';
import { type Action, check, put, remove } from '#shared/runtime/table.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import { nameOf } from '../hosts/claim-set.ts';
import type { HostDecision } from '../hosts/holders.ts';
import type { HostInput } from '../hosts/host-input.ts';
import { type Executed, executedOf, releaseActions } from '../releases/release-notes.ts';
import { moveItems, quotaItems, releaseItems, waitItems, wakesLimit, wakesOf } from './host-items.ts';
import { nextPart } from './host-parts.ts';
import type { HostState } from './host-rows.ts';
import { siteActions, siteItems, sitePairs } from './site-actions.ts';
import { takeOverNews } from './take-over-news.ts';

/** One host's transaction: rows, and what is to be looked at next. */
export interface HostWrites {
  readonly actions: readonly Action[];
  readonly items: readonly NewItem[];
  readonly executed: readonly Executed[];
  /** What people are to be told. */
  readonly news: readonly AlertNews[];
  /** There was no room for all of it: the host is to be decided again at once. */
  readonly more: boolean;
}

interface Allowed {
  /**
   * Also wakes objects whose stored verdict is not the one decided although the host did not change, as after a look that had
   * no room for all.
   */
  readonly look: boolean;
  /** Actions and items together. */
  readonly room: number;
}

/** Kept free for one item each that asks for another look, for moves, waits and releases. */
const besides = 8;
/** Wakes that there is always room for. */
const fewWakes = 10;

/** Turns a decision into rows. Empty when nothing is to change. */
export function hostWrites(state: HostState, decision: HostDecision, { look, room }: Allowed): HostWrites {
  const { input } = state;
  const all = sitePairs(input.sites, decision.sites).filter(({ before, after }) => !sameValue(before, after));
  const claims = claimActions(input, decision);
  const queue = queueActions(state, decision);
  const left = room - claims.actions.length - queue.length - besides;
  const pairs = nextPart(input, all, left - fewWakes);
  const more = pairs.length < all.length;
  const version = Math.max((input.hostRow?.version ?? 0) + 1, input.nowMs);
  const structural = pairs.length > 0 || !sameValue(input.hostRow?.holders ?? [], decision.holders);
  const sites = [...pairs.flatMap((pair) => siteActions(input, pair)), ...releaseActions(input, pairs)];
  const looks = [
    ...pairs.flatMap((pair) => siteItems(input, pair)),
    ...(input.hasQuota ? quotaItems(input, pairs, version) : []),
  ];
  const wakesAtMost = Math.min(wakesLimit, Math.max(1, left - sites.length - looks.length));
  const isWoken = !more && (structural || look || claims.freed);
  const wakes = isWoken ? wakesOf(state, decision, { version, atMost: wakesAtMost }) : [];
  const changed = structural || claims.changed || queue.length > 0;
  if (!changed && claims.actions.length === 0 && wakes.length === 0) return nothing;
  return {
    actions: [hostAction(input, decision, { version, changed, more }), ...sites, ...claims.actions, ...queue],
    items: [
      ...looks,
      ...releaseItems(input, pairs, version),
      ...wakes,
      ...moveItems(input, pairs, version),
      ...waitItems(input, decision, version),
    ],
    executed: executedOf(input, pairs),
    news: takeOverNews(pairs),
    more,
  };
}

const nothing: HostWrites = { actions: [], items: [], executed: [], news: [], more: false };

/** Every change of a host raises its version, so that of two who decide at the same time one decides again. */
function hostAction(
  input: HostInput,
  decision: HostDecision,
  { version, changed, more }: { version: number; changed: boolean; more: boolean },
): Action {
  const key = hostKey(input.host);
  const when = input.hostRow === undefined ? ('absent' as const) : { version: input.hostRow.version };
  if (!changed) return check(key, when);
  const empty = !more && decision.sites.length === 0 && decision.claims.length === 0;
  if (empty) return input.hostRow === undefined ? check(key, when) : remove(key, when);
  return put(key, { host: input.host, holders: decision.holders, version } satisfies HostRow, when);
}

/** Claims of the objects that are being settled; those of others are rewritten when they are settled themselves. */
function claimActions(
  input: HostInput,
  decision: HostDecision,
): { actions: readonly Action[]; changed: boolean; freed: boolean } {
  const mine = (claim: ClaimRow): boolean => input.changes.some(({ source }) => sameRef(source, claim.source));
  const before = new Map(input.claims.map((claim) => [nameOf(claim), claim]));
  const after = new Set(decision.claims.map(nameOf));
  const puts = decision.claims.filter((claim) => mine(claim) && !sameValue(before.get(nameOf(claim)), claim));
  const gone = input.claims.filter((claim) => !after.has(nameOf(claim)));
  const newWish = puts.some((claim) => !sameValue(before.get(nameOf(claim))?.wish, claim.wish));
  return {
    actions: [
      ...puts.map((claim) => put(claimKey(claim.site, claim.source), claim)),
      ...gone.map((claim) => remove(claimKey(claim.site, claim.source))),
    ],
    changed: newWish || gone.length > 0,
    freed: gone.length > 0,
  };
}

function queueActions({ input, queued }: HostState, decision: HostDecision): readonly Action[] {
  const sources = input.changes.map(({ source }) => source);
  return sources.flatMap((source) => {
    const was = queued.some((one) => sameRef(one.source, source));
    const is = decision.queued.some((claim) => sameRef(claim.source, source));
    if (was === is) return [];
    const key = queuedKey(input.host, source);
    return [is ? put(key, { source }) : remove(key)];
  });
}
