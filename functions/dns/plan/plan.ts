import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import { changesOf } from './changes.ts';
import type { NameContents, OwnedRecord } from './contents.ts';
import { describeChanges } from './describe.ts';
import { draftDeletion, draftRecords, noDraft } from './draft.ts';
import { fitTogether, type Part, type Stop, type Unit } from './group.ts';
import { findHindrance } from './hindrance.ts';
import { hasCname, knownContents, type NameState, type PlannedSite } from './name-state.ts';
import { isOurs } from './own-marks.ts';
import type { PlanSettings } from './policies.ts';
import { type PlannedWish, planWishes, type WishVerdict } from './record-wishes.ts';
import { stopOf } from './stops.ts';
import { type Verdict, verdictOf } from './verdicts.ts';
import { desiredRecords } from './wishes.ts';

/** Changes of one name that go together or not at all. */
export interface ChangeGroup {
  readonly name: string;
  readonly changes: readonly RecordChange[];
  readonly reason: string;
  /** The set identifiers whose changes need each other; each of these lists could go without the others. */
  readonly units: readonly (readonly string[])[];
}

export interface NamePlan {
  readonly name: string;
  readonly group?: ChangeGroup;
  readonly verdicts: readonly Verdict[];
  /** Of the records that other capabilities wish for. */
  readonly wishes: readonly WishVerdict[];
  /** The owned records of this name as far as they are known now, and once the group is accepted. */
  readonly standing: readonly OwnedRecord[];
  readonly after: readonly OwnedRecord[];
}

/** Pure: what is to change at one name so that all stands there as wished, nothing unowned touched. */
export const planName = (state: NameState, settings: PlanSettings): NamePlan =>
  state.wishes === undefined ? planSites(state, settings) : planWishedName(state, state.wishes);

function planWishedName(state: NameState, wishes: readonly PlannedWish[]): NamePlan {
  const { name, owned } = state;
  const planned = planWishes({ ...state, wishes });
  const [changes] = planned.flatMap((verdict) => (verdict.changes === undefined ? [] : [verdict.changes]));
  const group = changes === undefined ? {} : { group: groupOf(name, changes, []) };
  return { name, ...group, verdicts: [], wishes: planned, standing: owned, after: owned };
}

function planSites(state: NameState, settings: PlanSettings): NamePlan {
  const contents = knownContents(state, settings);
  const sites = [...state.sites].sort((a, b) => (a.key.setIdentifier < b.key.setIdentifier ? -1 : 1));
  const drafted = sites.map((site): Part => draftSite(site, { state, contents, settings }));
  const { parts, units } = fitTogether(
    drafted,
    { ...state, contents },
    {
      hinder: (part, removed) => hindranceOf(part, removed, { state, contents, settings }),
      judge: stopOf,
      stands: (site) => contents.owned.some((each) => isOurs(each, site, settings)),
    },
  );
  const drafts = units.flat().map(({ draft }) => draft);
  const changes = changesOf(drafts);
  const removed = drafts.flatMap((draft) => draft.removed);
  return {
    name: state.name,
    ...(changes.length === 0 ? {} : { group: groupOf(state.name, changes, units) }),
    verdicts: parts.map((part, index) => verdictOf(part, drafted[index]?.draft ?? noDraft)),
    wishes: [],
    standing: contents.owned,
    after: contents.owned.filter((each) => !removed.includes(each)).concat(drafts.flatMap(({ created }) => created)),
  };
}

const groupOf = (name: string, changes: readonly RecordChange[], units: readonly Unit[]): ChangeGroup => ({
  name,
  changes,
  reason: describeChanges(changes),
  units: units.map((unit) => unit.map(({ site }) => site.key.setIdentifier)),
});

interface Around {
  readonly state: NameState;
  readonly contents: NameContents;
  readonly settings: PlanSettings;
}

function draftSite(site: PlannedSite, around: Around): Part {
  const { state, contents, settings } = around;
  const refused = state.refused?.get(site.key.setIdentifier);
  if (refused !== undefined) return { site, draft: noDraft, stop: refused };
  if (site.stays !== undefined) return { site, draft: noDraft, stop: { reason: 'Waiting', message: site.stays } };
  if (site.role === 'moving' || site.role === 'left') return { site, draft: noDraft };
  if (site.role === 'leaving') return { site, draft: draftDeletion(site, contents, settings) };
  const isMade = contents.owned.some((each) => isOurs(each, site, settings));
  if (site.ending === true && !isMade) return { site, draft: noDraft, stop: endingStop };
  const desired = desiredRecords(site, settings.zoneName);
  if ('problem' in desired) {
    return { site, draft: noDraft, stop: { reason: desired.problem, message: desired.message } };
  }
  const identifiers = new Set(state.sites.map(({ key }) => key.setIdentifier));
  const wanted = { site, desired: desired.records, identifiers, isCname: hasCname(state) };
  return { site, desired: desired.records, draft: draftRecords(wanted, contents, settings) };
}

const endingStop: Stop = {
  reason: 'Releasing',
  message: 'nobody asks for it any more, so it is not made; it ends when its release is due',
};

const hindranceOf = ({ site, desired, draft }: Part, removed: ReadonlySet<string>, around: Around): Stop | undefined =>
  desired === undefined ? undefined : findHindrance({ site, desired, draft, removed }, around);
