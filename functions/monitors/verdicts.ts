import { siteText } from '#shared/domain/site.ts';
import type { AccountTrouble } from '#shared/rows/monitor-rows.ts';
import { missingOf } from './assemble.ts';
import type { Verdict } from './plan/lane-state.ts';
import type { Reconciled } from './reconcile.ts';
import { saidOf } from './refusal.ts';
import { unshownOf } from './status-pages.ts';
import { patienceMs } from './trouble.ts';
import type { LaneWork } from './work.ts';

/** What is said of each site: as planned, unless something that the plan does not know of stands before it. */
export function verdictsOf(
  work: LaneWork,
  { plan, assembled, failed, trouble }: Reconciled,
): ReadonlyMap<string, Verdict> {
  const { resolved, held } = assembled;
  const wanting = new Set(plan.wanting.map(siteText));
  // Until the account is listed everything waits for that.
  const isStuck = ({ site, status }: Verdict): boolean =>
    status !== 'True' && (wanting.has(siteText(site)) || assembled.state.listed === undefined);
  const isAway =
    trouble !== undefined && (trouble.reason !== 'Retrying' || work.drain.now() >= trouble.sinceMs + patienceMs);
  const failures = new Map(
    failed.flatMap(({ change, error }) => (change.kind === 'list' ? [] : [[siteText(change.site), error] as const])),
  );
  const unshown = unshownOf(work, assembled);
  return new Map(
    plan.verdicts.map((verdict): [string, Verdict] => {
      const name = siteText(verdict.site);
      const missing =
        missingOf(assembled, verdict.site) ?? (verdict.reason === 'Watched' ? unshown.get(name) : undefined);
      const { limits } = resolved.get(name) ?? {};
      const isEnding = verdict.reason === 'NotWatched' || verdict.reason === 'Releasing';
      if (held.has(name))
        return [name, { ...verdict, status: 'Unknown', reason: 'Held', message: 'a person holds it' }];
      if (trouble !== undefined && (isAway || isStuck(verdict)) && !isEnding) return [name, away(verdict, trouble)];
      const failure = failures.get(name);
      if (failure !== undefined && verdict.reason === 'Waiting') return [name, { ...verdict, ...saidOf(failure) }];
      if (missing !== undefined && !isEnding) return [name, { ...verdict, status: 'False', ...missing }];
      if (limits === undefined || verdict.reason !== 'Watched') return [name, verdict];
      return [name, { ...verdict, message: `${verdict.message}; ${limits}` }];
    }),
  );
}

function away(verdict: Verdict, { reason, message, sinceMs }: AccountTrouble): Verdict {
  const since = new Date(sinceMs).toISOString();
  const said = reason === 'Retrying' ? `the provider has not answered since ${since}: ${message}` : message;
  return { ...verdict, status: verdict.status === 'True' ? 'Unknown' : 'False', reason, message: said };
}
