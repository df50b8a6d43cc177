import { everyHostAnswered } from './claims-answered.ts';
import { nothingDisappears } from './disappearance.ts';
import { everythingReadyOrExplained } from './explained.ts';
import type { Goal, Invariant } from './invariant.ts';
import { markersRise } from './markers.ts';
import { unownedUntouched } from './unowned.ts';
import { workListsEmpty } from './work-done.ts';
import { zoneEqualsWishes } from './zone-equals-wishes.ts';

export const invariants: readonly Invariant[] = [unownedUntouched, nothingDisappears, markersRise];
export const goals: readonly Goal[] = [everythingReadyOrExplained, everyHostAnswered, zoneEqualsWishes, workListsEmpty];
