import type { SiteKey } from '#shared/domain/site.ts';
import type { Change, Hindrance, Verdict } from './lane-state.ts';

/** What one site needs, before it is known how much fits. */
export interface Decision {
  readonly changes: readonly Change[];
  readonly verdict: Verdict;
  /** When time alone changes this. */
  readonly againMs?: number;
  /** Its release has nothing more to wait for here. */
  readonly isFinished?: true;
}

export const verdictOf = (site: SiteKey, status: Verdict['status'], why: Hindrance): Verdict => ({
  site,
  status,
  ...why,
});

export const waiting = (site: SiteKey, message: string): Decision => ({
  changes: [],
  verdict: verdictOf(site, 'Unknown', { reason: 'Waiting', message }),
});
