import type { Policy } from '#shared/domain/policy.ts';
import { type Decision, verdictOf } from './decision.ts';
import type { Change, SiteState } from './lane-state.ts';

const making: readonly Change['kind'][] = ['confirm', 'create', 'adopt'];
/** What each policy lets happen to monitors; a pause or its end changes nothing that is checked. */
const allowed: Readonly<Record<Exclude<Policy, 'sync'>, readonly Change['kind'][]>> = {
  observe: [],
  'create-only': making,
  'upsert-only': [...making, 'pause', 'resume', 'update'],
};

/** Leaves out what the policy of a site forbids; while observing it is said what would be done. */
export function withinPolicy({ site, policy }: SiteState, decision: Decision): Decision {
  if (policy === undefined) return decision;
  const changes = decision.changes.filter(({ kind }) => allowed[policy].includes(kind));
  const forbidden = decision.changes.find((change) => !changes.includes(change));
  if (forbidden === undefined) return decision;
  const { againMs: _again, isFinished: _finished, ...rest } = decision;
  const why = { reason: 'Observing', message: `would ${forbidden.kind} its monitor: ${forbidden.reason}` } as const;
  if (policy === 'observe') return { ...rest, changes, verdict: verdictOf(site, 'Unknown', why) };
  // Nothing comes of waiting.
  const message = `the policy ${policy} forbids to ${forbidden.kind} its monitor: ${forbidden.reason}`;
  const isWaiting = decision.verdict.reason === 'Waiting' && changes.length === 0;
  return {
    ...rest,
    changes,
    ...(isWaiting ? { verdict: verdictOf(site, 'False', { reason: 'PolicyForbids', message }) } : {}),
  };
}
