import type { Policy } from '#shared/domain/policy.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { SiteKey, SiteWish } from '#shared/domain/site.ts';
import { contentsOf, type NameContents, type OwnedRecord, type RecordIndex } from './contents.ts';
import type { PersonsHold } from './holds.ts';
import { hashedName, type OwnedPlace, ownershipName, ownershipNames } from './ownership-name.ts';
import type { PlanSettings } from './policies.ts';
import { isManagedType } from './record-sets.ts';
import type { PlannedWish } from './record-wishes.ts';
import { desiredRecords } from './wishes.ts';

/**
 * A site as the plan of one zone sees it. `moving`: wanted in another zone, whose record is not everywhere yet. `left`:
 * ended while the zone was out of the configuration, when nobody could stop that; its records stay as orphans.
 */
export interface PlannedSite {
  readonly key: SiteKey;
  readonly role: 'wanted' | 'leaving' | 'moving' | 'left';
  readonly wish: SiteWish;
  /** Why a moving site stays although its row in the other zone says that it is ready there. */
  readonly stays?: string;
  /** Something of this site stood in this zone once. */
  readonly applied: boolean;
  /** The TXT resources that its records may carry. */
  readonly appliedResources?: readonly string[];
  /** The TXT owner ids that go with them. */
  readonly appliedOwners?: readonly string[];
  readonly policy: Policy;
  /** While a person holds it nothing is written for it. */
  readonly hold?: PersonsHold;
  /** The table was restored, and what was wished and allowed since is not yet said again: the wish may be overtaken. */
  readonly unconfirmed?: boolean;
  /** Its release is planned, and nothing of it stood yet: nothing new is made of it. */
  readonly ending?: boolean;
}

/** All there is to know of one DNS name of a zone. */
export interface NameState {
  readonly name: string;
  readonly sites: readonly PlannedSite[];
  /** Of other capabilities, at names that no site can have. */
  readonly wishes?: readonly PlannedWish[];
  /** What was last applied or found by the full list, any owner's. */
  readonly owned: readonly OwnedRecord[];
  /** The record sets of this name and of its TXT names, where they were read again; they outdo `owned`. */
  readonly observed?: RecordIndex;
  /** Names in the same drain that are to become a CNAME, beside which no mark can stand. */
  readonly cnames?: ReadonlySet<string>;
  /** Set identifiers whose changes Route 53 refuses, with its words: they are left out. */
  readonly refused?: ReadonlyMap<string, { readonly reason: Reason; readonly message: string }>;
}

/** Whether a CNAME, whoever's, stands or is wished at another name: any namespace may claim the name of a mark. */
export const hasCname =
  ({ observed, cnames }: Pick<NameState, 'observed' | 'cnames'>) =>
  (name: string): boolean =>
    cnames?.has(name) === true || (observed?.get(name) ?? []).some(({ type }) => type === 'CNAME');

export function knownContents({ name, owned, observed }: NameState, settings: PlanSettings): NameContents {
  return observed === undefined ? { owned, unmarked: [], loose: [] } : contentsOf(name, observed, settings);
}

/** The names whose record sets a plan of this name rests on: what to read again when in doubt. */
export function namesToRead(state: NameState, settings: PlanSettings): readonly string[] {
  const { name, sites, wishes, owned, observed } = state;
  // Nothing marks what is wished there.
  if (wishes !== undefined) return [name];
  const isCname = hasCname(state);
  const wished = sites.flatMap((site) => {
    const desired = desiredRecords(site, settings.zoneName);
    if (!('records' in desired)) return [];
    const places = desired.records.map((record) => ({ record, ...settings }));
    return places.flatMap((place) => [ownershipName(place).name, ownershipName(place, isCname).name]);
  });
  const standing = (observed?.get(name) ?? []).flatMap(({ type, alias }) =>
    isManagedType(type)
      ? markNames({ record: { name, type, ...(alias === undefined ? {} : { alias }) }, ...settings }, isCname)
      : [],
  );
  return [...new Set([name, ...wished, ...owned.map(({ ownership }) => ownership.name), ...standing])].sort();
}

/** A hashed name is read only where it would be written: elsewhere none stands, unless the rows know it already. */
function markNames(place: OwnedPlace, isCname: (name: string) => boolean): readonly string[] {
  const { hashed } = ownershipName(place, isCname);
  return ownershipNames(place).filter((candidate) => hashed || candidate !== hashedName(place));
}
