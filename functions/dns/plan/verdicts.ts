import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { PlannedChange } from '#shared/domain/planned-change.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import { changesOf } from './changes.ts';
import { describeChanges } from './describe.ts';
import type { Draft } from './draft.ts';
import type { Part } from './group.ts';
import type { PlannedSite } from './name-state.ts';
import { plannedChanges } from './planned.ts';

export interface Verdict {
  readonly site: PlannedSite;
  /** equal, gone: nothing (more) to do. change, removal: in the group. */
  readonly result: 'equal' | 'change' | 'removal' | 'gone' | 'moving' | 'skipped';
  readonly reason?: Reason;
  readonly message: string;
  /** Of the group, what is changed for this site. */
  readonly changes?: readonly RecordChange[];
  /** What a policy or a hold forbids. */
  readonly planned?: readonly PlannedChange[];
}

/** Reasons under which people are shown what would be written. */
const isPlanned = (reason: Reason): boolean => ['Observing', 'PolicyForbids', 'Held', 'Waiting'].includes(reason);

/** What becomes of one site. `drafted`: what it would change if nothing stopped it. */
export function verdictOf({ site, draft, stop }: Part, drafted: Draft): Verdict {
  if (stop !== undefined) {
    const { hold, ...said } = stop;
    const would = plannedChanges(changesOf([drafted]));
    return {
      site: hold === undefined ? site : { ...site, hold },
      result: 'skipped',
      ...said,
      ...(isPlanned(stop.reason) && would.length > 0 ? { planned: would } : {}),
    };
  }
  if (site.role === 'moving') {
    return { site, result: 'moving', message: 'stays until its record in the new zone is in sync' };
  }
  const changes = changesOf([draft]);
  if (changes.length > 0) {
    const result = site.role === 'wanted' ? 'change' : 'removal';
    return { site, result, message: describeChanges(changes), changes };
  }
  if (site.role === 'wanted' && site.policy === 'observe') {
    const message = 'everything stands as wished, nothing would change';
    return { site, result: 'skipped', reason: 'Observing', message };
  }
  return { site, result: site.role === 'wanted' ? 'equal' : 'gone', message: '' };
}
