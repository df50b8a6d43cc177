import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { PlannedChange } from '#shared/domain/planned-change.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import { type Draft, draftDeletion, draftRecords } from './changes.ts';
import type { NameContents, OwnedRecord } from './contents.ts';
import { describeChanges } from './describe.ts';
import { findHindrance } from './hindrance.ts';
import { heldMessage } from './holds.ts';
import { hasCname, knownContents, type NameState, type PlannedSite } from './name-state.ts';
import { plannedChanges } from './planned.ts';
import { isForbidden, type PlanSettings } from './policies.ts';
import { desiredRecords } from './wishes.ts';

export interface Verdict {
  readonly site: PlannedSite;
  /** equal, gone: nothing (more) to do. change, removal: in the group. */
  readonly result: 'equal' | 'change' | 'removal' | 'gone' | 'moving' | 'skipped';
  readonly reason?: Reason;
  readonly message: string;
  /** What a policy or a hold forbids. */
  readonly planned?: readonly PlannedChange[];
}

/** Changes of one name that go together or not at all. */
export interface ChangeGroup {
  readonly name: string;
  readonly changes: readonly RecordChange[];
  readonly reason: string;
}

export interface NamePlan {
  readonly name: string;
  readonly group?: ChangeGroup;
  readonly verdicts: readonly Verdict[];
  /** The owned records of this name as far as they are known now, and once the group is accepted. */
  readonly standing: readonly OwnedRecord[];
  readonly after: readonly OwnedRecord[];
}

/** Pure: what is to change at one name so that its sites stand as wished, nothing unowned touched. */
export function planName(state: NameState, settings: PlanSettings): NamePlan {
  const contents = knownContents(state, settings);
  const simple = state.sites.find(({ key }) => key.setIdentifier === '');
  const draft = simple === undefined ? nothing : draftSite(simple, { state, contents, settings });
  const { group, verdict } = simple === undefined ? {} : judge(simple, draft, state.name);
  const routed = state.sites.filter((site) => site !== simple).map(routedVerdict);
  const kept = group === undefined ? nothing : draft;
  const after = contents.owned.filter((each) => !kept.removed.includes(each)).concat(kept.created);
  return {
    name: state.name,
    ...(group === undefined ? {} : { group }),
    verdicts: [...(verdict === undefined ? [] : [verdict]), ...routed],
    standing: contents.owned,
    after,
  };
}

interface Around {
  readonly state: NameState;
  readonly contents: NameContents;
  readonly settings: PlanSettings;
}

const nothing: Draft = { changes: [], created: [], removed: [] };

function draftSite(site: PlannedSite, around: Around): Draft {
  if (site.role === 'moving' || site.role === 'left') return nothing;
  if (site.role === 'leaving') return draftDeletion(site, around.contents, around.settings);
  const desired = desiredRecords(around.state.name, around.settings.zoneName, site.wish);
  if ('problem' in desired) return { ...nothing, skipped: { reason: desired.problem, message: desired.message } };
  const draft = draftRecords(
    { site, desired: desired.records, isCname: hasCname(around.state) },
    around.contents,
    around.settings,
  );
  const hindrance = findHindrance({ site, desired: desired.records, draft }, around);
  return hindrance === undefined ? draft : { ...nothing, skipped: hindrance };
}

interface Judged {
  readonly verdict: Verdict;
  readonly group?: ChangeGroup;
}

function judge(site: PlannedSite, draft: Draft, name: string): Judged {
  const { changes, skipped } = draft;
  if (site.stays !== undefined) {
    return { verdict: { site, result: 'skipped', reason: 'Waiting', message: site.stays } };
  }
  if (site.role === 'moving') {
    return { verdict: { site, result: 'moving', message: 'stays until its record in the new zone is in sync' } };
  }
  if (skipped !== undefined) return { verdict: { site, result: 'skipped', ...skipped } };
  const text = describeChanges(changes);
  if (changes.length === 0 && site.role === 'wanted' && site.policy === 'observe') {
    const message = 'everything stands as wished, nothing would change';
    return { verdict: { site, result: 'skipped', reason: 'Observing', message } };
  }
  if (changes.length === 0) {
    return { verdict: { site, result: site.role === 'wanted' ? 'equal' : 'gone', message: '' } };
  }
  const planned = plannedChanges(changes);
  if (isForbidden(site.policy, changes)) return { verdict: forbidden(site, { text, planned }) };
  if (site.hold !== undefined) {
    const message = heldMessage(site.hold, text);
    return { verdict: { site, result: 'skipped', reason: 'Held', message, planned } };
  }
  if (isOvertakeable(site, changes)) {
    const missing = 'what its cluster has is not yet said again, or the configuration not deployed again';
    const message = `the table was restored, and ${missing}: would ${text}`;
    return { verdict: { site, result: 'skipped', reason: 'Waiting', message, planned } };
  }
  const result = site.role === 'wanted' ? 'change' : 'removal';
  return { verdict: { site, result, message: text }, group: { name, changes, reason: text } };
}

/** A name that never was can be created on an old wish; what stands, or has gone since, waits for a new one. */
const isOvertakeable = ({ unconfirmed, applied }: PlannedSite, changes: readonly RecordChange[]): boolean =>
  unconfirmed === true && (applied || changes.some(({ action }) => action !== 'CREATE'));

function forbidden(
  site: PlannedSite,
  { text, planned }: { readonly text: string; readonly planned: readonly PlannedChange[] },
): Verdict {
  if (site.policy === 'observe') {
    return { site, result: 'skipped', reason: 'Observing', message: `would ${text}`, planned };
  }
  const message = `policy ${site.policy} forbids to ${text}; allow it with a less cautious policy`;
  return { site, result: 'skipped', reason: 'PolicyForbids', message, planned };
}

/** Record sets with a set identifier are not written yet, so nothing of such a site can stand. */
function routedVerdict(site: PlannedSite): Verdict {
  if (site.role !== 'wanted') return { site, result: 'gone', message: '' };
  const message = `set identifier "${site.key.setIdentifier}": routed record sets are not written yet; leave it out`;
  return { site, result: 'skipped', reason: 'PolicyConflict', message };
}
