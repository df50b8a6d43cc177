import type { Change, ZoneAtChange } from '../change.ts';
import { aliasableType, aliasTargetExists, cloudFrontAlias } from './alias.ts';
import { cnameStandsAlone, noCnameAtApex } from './coexistence.ts';
import { createsWhatIsNew, deletesWhatIsThere } from './existence.ts';
import {
  apexKeepsItsAuthority,
  insideTheZone,
  noDelegationSignerAtApex,
  noWildcardNameServers,
  roomInTheZone,
} from './place.ts';
import { atMostHundredRoutes, distinctRoutes, onePolicyPerName, primaryIsChecked } from './routing-group.ts';
import { countOfValues, noDuplicateValues, valuesReadable } from './values.ts';

/** Looks at one change in the zone as the changes before it left it; each problem in Route 53's words. */
type ChangeRule = (change: Change, zone: ZoneAtChange) => readonly string[];

/** What every change must satisfy. */
const ofEveryChange: readonly ChangeRule[] = [insideTheZone, apexKeepsItsAuthority];

const ofDelete: readonly ChangeRule[] = [deletesWhatIsThere];

/** What CREATE and UPSERT must satisfy besides. */
const ofWrite = (recordsPerZone: number): readonly ChangeRule[] => [
  createsWhatIsNew,
  noWildcardNameServers,
  noDelegationSignerAtApex,
  noCnameAtApex,
  cnameStandsAlone,
  onePolicyPerName,
  distinctRoutes,
  atMostHundredRoutes,
  primaryIsChecked,
  aliasableType,
  aliasTargetExists,
  cloudFrontAlias,
  valuesReadable,
  noDuplicateValues,
  countOfValues,
  roomInTheZone(recordsPerZone),
];

/** Every problem of a change; none means that it may be made. */
export function problemsOf(change: Change, zone: ZoneAtChange, recordsPerZone: number): readonly string[] {
  const rules = [...ofEveryChange, ...(change.action === 'DELETE' ? ofDelete : ofWrite(recordsPerZone))];
  return rules.flatMap((rule) => rule(change, zone));
}
