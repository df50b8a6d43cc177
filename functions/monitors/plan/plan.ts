import { type SiteKey, siteText, titleOf } from '#shared/domain/site.ts';
import { findAdoptable } from './adoption.ts';
import { type Decision, verdictOf } from './decision.ts';
import { type Known, knownMonitors } from './known.ts';
import type { Change, LaneState, SiteState, Verdict } from './lane-state.ts';
import { withinPolicy } from './policy.ts';
import { findShared } from './sharing.ts';
import { planSite } from './site-plan.ts';

export interface LanePlan {
  /** Those that the budget has calls for, the most urgent first. */
  readonly changes: readonly Change[];
  /** How many more there are. */
  readonly left: number;
  /** One of each site, in their order. */
  readonly verdicts: readonly Verdict[];
  /** Those in release that have nothing more to wait for here. */
  readonly finished: readonly SiteKey[];
  /** Those of which something is to be made or changed. */
  readonly wanting: readonly SiteKey[];
  /** When time alone brings more to do. */
  readonly requeueAt?: number;
}

interface Planned extends Decision {
  readonly state: SiteState;
}

/**
 * What an account's lane is to do. Per site: nothing before it can answer, then one monitor that is as it asks; paused at once when
 * it goes, deleted after the grace. What is not ours is never touched, unless it is to be taken over.
 */
export function planLane(lane: LaneState): LanePlan {
  const sites = [...lane.sites].sort((a, b) => (siteText(a.site) < siteText(b.site) ? -1 : 1));
  const known = knownMonitors(lane);
  const shared = findShared(sites, known);
  const adoptable = findAdoptable(lane, known, sites);
  const decide = (state: SiteState): Decision => {
    const leader = shared.get(siteText(state.site));
    if (leader !== undefined) return follow(state, leader, known);
    const monitor = adoptable.get(siteText(state.site));
    return planSite(state, { lane, known, ...(monitor === undefined ? {} : { adoptable: monitor }) });
  };
  const planned = withinPlan(
    lane,
    sites.map((state): Planned => ({ state, ...withinPolicy(state, decide(state)) })),
  );
  const ranked = planned.flatMap(({ state, changes }) =>
    changes.map((change) => ({ change, key: [order.indexOf(change.kind), state.rank] as const })),
  );
  // Sorting is stable: what is equal stays in the order of sites.
  const wished = ranked.sort(({ key: a }, { key: b }) => a[0] - b[0] || a[1] - b[1]).map(({ change }) => change);
  const all = isOld(lane) ? relist(lane) : [...wished, ...relist(lane)];
  const changes = all.slice(0, lane.budget.calls);
  const left = all.length - changes.length;
  return {
    changes,
    left,
    verdicts: planned.map(({ verdict }) => verdict),
    finished: planned.flatMap(({ state, isFinished }) => (isFinished === true ? [state.site] : [])),
    wanting: planned.flatMap(({ state, changes: own }) => (own.length > 0 ? [state.site] : [])),
    ...requeue(lane, planned, left),
  };
}

/** What keeps a bell from ringing first, then what is in doubt, new, different, and what can wait. */
const order: readonly Change['kind'][] = ['pause', 'confirm', 'adopt', 'create', 'resume', 'update', 'delete', 'list'];

/** The record sets of one name are watched once. */
function follow(state: SiteState, leader: SiteState, known: Known): Decision {
  const { site } = state;
  const message = `the monitor of ${titleOf(leader.site)} watches the same URL`;
  const status = known.ofSite(leader).length > 0 ? 'True' : 'Unknown';
  const reason = status === 'True' ? 'Watched' : 'Waiting';
  return {
    changes: known.ofSite(state).map(({ id }) => ({ kind: 'delete', site, id, reason: message })),
    verdict: verdictOf(site, status, { reason, message }),
  };
}

/** Where the plan has no room for all, those of the least rank have it. */
function withinPlan({ account }: LaneState, planned: readonly Planned[]): readonly Planned[] {
  if (account === undefined) return planned;
  const creates = ({ changes }: Planned): boolean => changes.some(({ kind }) => kind === 'create');
  const room = Math.max(0, account.monitorLimit - account.monitors);
  const first = planned.filter(creates).sort((a, b) => a.state.rank - b.state.rank);
  const refused = new Set(first.slice(room));
  const message = `the plan has room for ${account.monitorLimit} monitors, and there are ${account.monitors}; delete some (paused ones count), or take a greater plan`;
  return planned.map((one) =>
    refused.has(one)
      ? {
          state: one.state,
          changes: one.changes.filter(({ kind }) => kind !== 'create'),
          verdict: verdictOf(one.state.site, 'False', { reason: 'QuotaReached', message }),
        }
      : one,
  );
}

/** So old that what somebody has done meanwhile is to be seen first: whose monitors are whose stands in their tags. */
const oldMs = 300_000;

const isOld = ({ listed, nowMs, relistAfterMs }: LaneState): boolean =>
  listed === undefined || nowMs >= listed.startedMs + Math.max(oldMs, relistAfterMs);

function relist({ listed, nowMs, relistAfterMs }: LaneState): readonly Change[] {
  if (listed !== undefined && nowMs < listed.startedMs + relistAfterMs) return [];
  return [{ kind: 'list', reason: listed === undefined ? 'nobody knows what is there' : 'the last list is old' }];
}

function requeue({ nowMs, listed, relistAfterMs, budget }: LaneState, planned: readonly Planned[], left: number) {
  const times = planned.flatMap(({ againMs }) => againMs ?? []);
  if (left > 0) times.push(budget.moreMs);
  const relistMs = (listed?.startedMs ?? 0) + relistAfterMs;
  // What is due already is among the changes, or left for when there are more calls.
  if (relistMs > nowMs) times.push(relistMs);
  return times.length === 0 ? {} : { requeueAt: Math.min(...times) };
}
