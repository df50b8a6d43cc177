import { rateKept } from './account-rate.ts';
import { everythingHeard } from './all-heard.ts';
import { ledStays } from './certificates-led.ts';
import { certificatesSafe } from './certificates-safe.ts';
import { attachedWhenShown, certificatesTold, movedWhenShown } from './certificates-shown.ts';
import { everyHostAnswered } from './claims-answered.ts';
import { conditionsTrue } from './conditions.ts';
import { nothingDisappears } from './disappearance.ts';
import { everythingReadyOrExplained } from './explained.ts';
import { floorsWhole } from './floors.ts';
import { freeHostGiven } from './free-host.ts';
import { guardNeverPassed } from './guard.ts';
import { lastWordStands } from './heard.ts';
import { oneHolder } from './holders.ts';
import { readyWhenEverywhere } from './in-sync.ts';
import { incidentsTrue, saidInOrder, saidOnce } from './incidents-told.ts';
import type { Goal, Invariant } from './invariant.ts';
import { markersRise } from './markers.ts';
import { marksStay } from './marks-stay.ts';
import { monitorsSafe } from './monitors-safe.ts';
import { monitorsEqualWishes } from './monitors-wished.ts';
import { nothingMadeToEnd } from './not-made.ts';
import { sentOnce } from './one-request.ts';
import { nothingOverdue } from './overdue.ts';
import { alertsTold, peopleKnow } from './people-know.ts';
import { limitsKept } from './rates.ts';
import { releasesHear } from './release-hears.ts';
import { releasesWait } from './release-times.ts';
import { failedSaidAgain } from './said-again.ts';
import { noRefusedServed } from './served.ts';
import { sitesKept } from './sites-kept.ts';
import { indexWhole, statusEqualsRows } from './status.ts';
import { stopsStop } from './stops.ts';
import { unownedUntouched } from './unowned.ts';
import { wantedStays } from './wanted-stays.ts';
import { wishedUntouched, wishesStand } from './wished-records.ts';
import { workListsEmpty } from './work-done.ts';
import { workKept } from './work-kept.ts';
import { oneWriter } from './writers.ts';
import { zoneEqualsWishes } from './zone-equals-wishes.ts';

export const invariants: readonly Invariant[] = [
  unownedUntouched,
  ...certificatesSafe,
  ledStays,
  attachedWhenShown,
  movedWhenShown,
  oneHolder,
  noRefusedServed,
  nothingDisappears,
  guardNeverPassed,
  releasesWait,
  markersRise,
  limitsKept,
  stopsStop,
  oneWriter,
  conditionsTrue,
  lastWordStands,
  sentOnce,
  nothingOverdue,
  workKept,
  releasesHear,
  failedSaidAgain,
  floorsWhole,
  sitesKept,
  readyWhenEverywhere,
  marksStay,
  nothingMadeToEnd,
  indexWhole,
  wishedUntouched,
  ...monitorsSafe,
  rateKept,
  incidentsTrue,
  saidInOrder,
  saidOnce,
];
export const goals: readonly Goal[] = [
  certificatesTold,
  everythingHeard,
  everythingReadyOrExplained,
  everyHostAnswered,
  zoneEqualsWishes,
  workListsEmpty,
  wantedStays,
  freeHostGiven,
  statusEqualsRows,
  wishesStand,
  monitorsEqualWishes,
  alertsTold,
  peopleKnow,
];
