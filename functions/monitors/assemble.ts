import type { ConditionStatus } from '#shared/domain/condition.ts';
import type { ObservedMonitor } from '#shared/domain/monitor.ts';
import { policyOf } from '#shared/domain/policy-of.ts';
import { type SiteKey, siteText } from '#shared/domain/site.ts';
import { monitorsLane } from '#shared/rows/monitor-lanes.ts';
import type { MonitorRow } from '#shared/rows/monitor-rows.ts';
import { installationTagOf, siteTag } from '#shared/rows/monitor-tags.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { budgetOf } from './ask.ts';
import { goneState } from './gone-state.ts';
import { isHeld } from './holds.ts';
import { leavingOf } from './leaving.ts';
import { type Known, knownMonitors } from './plan/known.ts';
import type { Hindrance, LaneState, SiteState } from './plan/lane-state.ts';
import { type KnownOfAccount, type ResolvedWish, resolveWish } from './plan/spec.ts';
import { lanesBefore, otherText } from './read-lane.ts';
import type { LaneWork } from './work.ts';

/** What a plan is made of, and what it has no words for, by site. */
export interface Assembled {
  readonly state: LaneState;
  readonly resolved: ReadonlyMap<string, ResolvedWish>;
  readonly held: ReadonlySet<string>;
  readonly known: Known;
}

/** Reads show a change this late at most; a few seconds were seen (uptimerobot/ai, skills/create-http-monitor). */
export const lagMs = 15_000;
/** How often an account is listed of which nothing is watched. */
const idleRelistMs = 3_600_000;

/** A site that this lane is to watch. */
export const isWanted = ({ drain }: Pick<LaneWork, 'drain'>, { state, wish }: SiteRow): boolean =>
  state === 'live' && wish.monitor !== undefined && monitorsLane(wish.monitor.account) === drain.lane;

export function assemble(work: LaneWork): Assembled {
  const { drain, rows, configuration, policy, account } = work;
  const names = namesIn(work);
  const resolved = new Map<string, ResolvedWish>();
  const held = new Set<string>();
  const wanted = work.sites.flatMap(({ site }) => (isWanted(work, site) ? [site] : []));
  const states = wanted.map((site): SiteState => {
    const wish = site.wish.monitor && resolveWish(target(site), site.wish.monitor, names);
    if (wish !== undefined && !('problem' in wish)) resolved.set(siteText(site), wish);
    if (isHeld(work, site)) held.add(siteText(site));
    return wantedState(work, site, { wish, isHeld: held.has(siteText(site)) });
  });
  const here = new Set(wanted.map(siteText));
  const gone = [...rows.monitors.values()].filter(({ site }) => !here.has(siteText(site)));
  const sites = [...states, ...gone.map((row) => goneState(work, row))];
  const { listedMs, account: known } = rows.account;
  const plain: LaneState = {
    nowMs: drain.now(),
    installationTag: installationTagOf(configuration),
    sites,
    ...(listedMs === undefined ? {} : { listed: { startedMs: listedMs, monitors: [...rows.listed.values()] } }),
    adopt: account.adopt,
    afterRelease: policy.afterRelease,
    lagMs,
    relistAfterMs: idleRelistMs,
    budget: budgetOf(work),
  };
  const there = knownMonitors(plain);
  const ours = sites.flatMap(there.ofSite);
  // The next list says whether what was deleted is shown still.
  const isShown = sites.some(({ row }) => row.gone !== undefined);
  const state = {
    ...plain,
    ...(ours.length > 0 || isShown
      ? { relistAfterMs: isShown || ours.some(isNew) ? work.newPollMs : work.pollMs }
      : {}),
    ...(known === undefined ? {} : { account: { monitors: there.all.length, monitorLimit: known.monitorLimit } }),
  };
  return { state, resolved, held, known: there };
}

/** That it is up for the first time is told by nobody: only a list shows it. */
const isNew = ({ status }: ObservedMonitor): boolean => status === 'unchecked';

function namesIn({ rows }: LaneWork): KnownOfAccount {
  const { contacts, windows, pages, webhook } = rows.account;
  return {
    ...(contacts === undefined ? {} : { contacts }),
    ...(windows === undefined ? {} : { windows }),
    ...(pages === undefined ? {} : { pages }),
    ...(webhook?.id === undefined ? {} : { webhook: webhook.id }),
  };
}

const target = (site: SiteRow) => ({ site, ...(site.wish.target === undefined ? {} : { target: site.wish.target }) });

interface Wished {
  readonly wish: ReturnType<typeof resolveWish> | undefined;
  readonly isHeld: boolean;
}

function wantedState(work: LaneWork, site: SiteRow, { wish, isHeld: stopped }: Wished): SiteState {
  const { rows, drain, configuration } = work;
  const row = rows.of(site);
  const leaving = leavingOf(site, { ...work, nowMs: drain.now() });
  const zone = configuration.zones.find(({ id }) => id === site.wish.zone);
  const policy = stopped ? 'observe' : policyOf(configuration, zone, { host: site.host, edge: site.wish.edge });
  const before = lanesBefore(site, configuration);
  const { host, view, setIdentifier } = site;
  const check =
    wish === undefined || 'problem' in wish
      ? { problem: wish?.problem ?? 'nobody asks for it', sinceMs: row.uncheckedMs ?? drain.now() }
      : wish.check;
  return {
    site: { host, view, setIdentifier },
    tag: siteTag(site),
    check,
    dns: statusOf(work, site, before.dns),
    ...(before.certificate === undefined ? {} : { certificate: statusOf(work, site, before.certificate) }),
    // Where nothing may be deleted its records stay, and so does who watches them.
    ...(leaving === undefined || policy !== 'sync'
      ? {}
      : { releasedMs: leaving.sinceMs, pendingUntilMs: leaving.overdueMs }),
    // What is checked most often matters most.
    rank: site.wish.monitor?.intervalSeconds ?? 0,
    ...(site.wish.monitor?.formerName === undefined ? {} : { formerName: site.wish.monitor.formerName }),
    row: withMissing(row, { wish, nowMs: drain.now() }),
    ...(policy === 'sync' ? {} : { policy }),
  };
}

/** A check that lacks something is none to be made. */
function withMissing(row: MonitorRow, { wish, nowMs }: Pick<Wished, 'wish'> & { readonly nowMs: number }): MonitorRow {
  if (wish === undefined || 'problem' in wish || wish.missing === undefined) return row;
  return { ...row, failure: { ...wish.missing, check: wish.check, againMs: nowMs + againAfterMs(wish.missing) } };
}

/** Who makes what was missing, or takes a plan that has it, waits no longer for it to be seen. */
const missingAgainMs = 300_000;
const retryMs = 60_000;

/** When what is missing is read again. */
export const againAfterMs = ({ reason }: Pick<Hindrance, 'reason'>): number =>
  reason === 'Retrying' ? retryMs : missingAgainMs;

const statusOf = ({ others }: LaneWork, site: SiteKey, lane: string): ConditionStatus =>
  others.get(otherText({ site, lane }))?.conditions[0]?.status ?? 'Unknown';

/** What is said of a site where its wish names what is not there. */
export const missingOf = ({ resolved }: Assembled, site: SiteKey): Hindrance | undefined =>
  resolved.get(siteText(site))?.missing;
