import type { Reason } from '#shared/domain/reasons.ts';
import type { ObservedRecordSet, RecordSet } from '#shared/domain/record.ts';
import { excludeEachOther, setId } from './coexistence.ts';
import { textOf } from './conflict.ts';
import type { NameContents, OwnedRecord, RecordIndex } from './contents.ts';
import { type Draft, noDraft } from './draft.ts';
import type { PersonsHold } from './holds.ts';
import type { PlannedSite } from './name-state.ts';
import { isSameOwner } from './successor.ts';

/** A site with what it would change; `stop`: why it changes nothing. */
export interface Part {
  readonly site: PlannedSite;
  /** Of a wanted site. */
  readonly desired?: readonly RecordSet[];
  readonly draft: Draft;
  readonly stop?: Stop;
}

export interface Stop {
  readonly reason: Reason;
  readonly message: string;
  /** The hold that stops it, which may be another site's of the unit. */
  readonly hold?: PersonsHold;
}

/** Parts that go together or not at all: one makes room for the other, or takes its place. */
export type Unit = readonly Part[];

interface Standing {
  readonly contents: NameContents;
  readonly observed?: RecordIndex;
}

interface Judges {
  /** Why a part may not be, given what all parts together would remove. */
  hinder(part: Part, removed: ReadonlySet<string>): Stop | undefined;
  /** Why what goes together may not be. */
  judge(unit: Unit): Stop | undefined;
  /** Whether something of the site stands. */
  stands(site: PlannedSite): boolean;
}

/**
 * Fits the drafts of one name's sites together: who would stand beside a set that excludes it, or beside another new one,
 * stays as it is, and so does whoever needed its place.
 */
export function fitTogether(
  given: readonly Part[],
  standing: Standing,
  { hinder, judge, stands }: Judges,
): { readonly parts: readonly Part[]; readonly units: readonly Unit[] } {
  let parts = given;
  for (;;) {
    const stopped = findHindered(parts, hinder) ?? findCrowded(parts, standing) ?? findNeeded(parts, stands);
    if (stopped !== undefined) {
      parts = withStop(parts, [stopped.part], stopped.stop);
      continue;
    }
    const units = unitsOf(parts, stands);
    const forbidden = units.flatMap((unit) => {
      const stop = judge(unit);
      return stop === undefined ? [] : [{ unit, stop }];
    });
    if (forbidden.length === 0) return { parts, units };
    for (const { unit, stop } of forbidden) parts = withStop(parts, unit, stop);
  }
}

const withStop = (parts: readonly Part[], stopped: readonly Part[], stop: Stop): readonly Part[] =>
  parts.map((part) => (stopped.includes(part) ? { site: part.site, draft: noDraft, stop } : part));

function findHindered(parts: readonly Part[], hinder: Judges['hinder']): { part: Part; stop: Stop } | undefined {
  const removed = new Set(parts.flatMap(removedBy).map(setId));
  for (const part of parts) {
    const stop = part.stop === undefined ? hinder(part, removed) : undefined;
    if (stop !== undefined) return { part, stop };
  }
  return undefined;
}

/** Each round stops one part at least, so there is an end. */
function findCrowded(parts: readonly Part[], standing: Standing): { part: Part; stop: Stop } | undefined {
  const remaining = remainingSets(parts, standing);
  for (const part of parts) {
    const other = remaining.find((set) => madeBy(part).some((made) => excludeEachOther(made, set)));
    if (other !== undefined) return { part, stop: crowdedBy(textOf(other)) };
  }
  // Who stands already goes before who comes; else the first identifier does.
  const order = [...parts].sort((a, b) => Number(isNew(a)) - Number(isNew(b)));
  for (const [index, part] of order.entries()) {
    const earlier = order.slice(0, index).flatMap(madeBy);
    const other = earlier.find((set) => madeBy(part).some((made) => excludeEachOther(made, set)));
    if (other !== undefined) return { part, stop: crowdedBy(textOf(other)) };
  }
  return undefined;
}

/** Whoever asks for another record set that may not be keeps the one there is: the name must not lose its answer. */
function findNeeded(parts: readonly Part[], stands: Judges['stands']): { part: Part; stop: Stop } | undefined {
  for (const part of parts.filter(({ stop }) => stop === undefined)) {
    const next = parts.find((other) => other.stop !== undefined && replaces(other, part) && !stands(other.site));
    if (next?.stop !== undefined) return { part, stop: next.stop };
  }
  return undefined;
}

const replaces = ({ site: next }: Part, { site, draft }: Part): boolean =>
  next.role === 'wanted' && site.role === 'leaving' && draft.removed.length > 0 && isSameOwner(next.wish, site.wish);

const isNew = ({ draft }: Part): boolean => draft.removed.length === 0;

const crowdedBy = (what: string): Stop => ({
  reason: 'PolicyConflict',
  message: `${what} is wished at the same name, and has another policy, or the same place in it; give both the same policy, each a place of its own`,
});

const setsOf = ({ record, ownership }: OwnedRecord): readonly ObservedRecordSet[] => [record, ownership];
const madeBy = ({ draft }: Part): readonly ObservedRecordSet[] => draft.created.flatMap(setsOf);
const removedBy = ({ draft }: Part): readonly ObservedRecordSet[] => [
  ...draft.removed.flatMap(setsOf),
  ...draft.loose.map(({ ownership }) => ownership),
];

/** What stands where something is to be made, and would be left there. */
function remainingSets(parts: readonly Part[], { contents, observed }: Standing): readonly ObservedRecordSet[] {
  const gone = new Set(parts.flatMap(removedBy).map(setId));
  const names = new Set(parts.flatMap(madeBy).map(({ name }) => name));
  const known =
    observed === undefined ? contents.owned.flatMap(setsOf) : [...names].flatMap((name) => observed.get(name) ?? []);
  return known.filter((set) => !gone.has(setId(set))).sort((a, b) => (setId(a) < setId(b) ? -1 : 1));
}

/** Parts of which one can only be made where the other is removed, or replaces it, are one unit, however many they are. */
function unitsOf(parts: readonly Part[], stands: Judges['stands']): readonly Unit[] {
  const isTied = (a: Part, b: Part): boolean => makesRoom(a, b) || (replaces(b, a) && !stands(b.site));
  const units: Part[][] = [];
  for (const part of parts.filter((each) => madeBy(each).length + removedBy(each).length > 0)) {
    const joined = units.filter((unit) => unit.some((other) => isTied(part, other) || isTied(other, part)));
    const rest = units.filter((unit) => !joined.includes(unit));
    units.splice(0, units.length, ...rest, [...joined.flat(), part]);
  }
  return units;
}

const makesRoom = (leaver: Part, comer: Part): boolean =>
  removedBy(leaver).some((gone) => madeBy(comer).some((made) => excludeEachOther(gone, made)));
