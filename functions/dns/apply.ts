import type { ChangeStatus } from '#shared/domain/hosted-zone.ts';
import { LeaseLostError } from '#shared/errors/kinds.ts';
import type { RecordWishRow } from '#shared/rows/record-wishes.ts';
import type { DueKey, Outcome } from '#shared/runtime/capability.ts';
import { outcomesOfError } from '#shared/runtime/error-outcomes.ts';
import { resolveLost } from './lost-changes.ts';
import { readNameRows } from './observe.ts';
import type { NameState } from './plan/name-state.ts';
import { planName } from './plan/plan.ts';
import { readAgain } from './reading.ts';
import { reportNames } from './report.ts';
import { sendChanges } from './send.ts';
import { doubtfulReasons, type NameRows, type PlannedName, type ZoneWork } from './work.ts';

/** Makes the names as their sites wish: reads the rows, plans them together, sends, stores what became of each. */
export async function reconcileNames(work: ZoneWork, keys: readonly DueKey[]): Promise<readonly Outcome[]> {
  const planned = (await readNameRows(work, keys)).map((rows) => plan(work, rows));
  const outcomes: Outcome[] = [];
  const doubtful = planned.filter(isDoubtful);
  const read = await replanDoubtful(work, doubtful, outcomes);
  const lost = await resolveLost(work, read);
  outcomes.push(...lost.outcomes);
  const names = [...planned.filter((name) => !isDoubtful(name)), ...lost.names];
  const quiet = names.filter(({ plan: { group } }) => group === undefined);
  const statuses = await askForChanges(work, quiet);
  const known = quiet.filter(({ rows }) => pendingChanges(rows).every((id) => statuses.has(id)));
  const settled = known.map((name) => {
    return { ...name, progress: { step: 'settled', presumed: lost.made.has(name.rows.name) } as const };
  });
  outcomes.push(...(await reportNames(work, settled, statuses)));
  const stop = await sendChanges(
    {
      work,
      replan: (again, refused) => replan(work, again, refused),
      settle: async (results) => {
        outcomes.push(...(await reportNames(work, results, statuses)));
      },
    },
    names,
  );
  if (stop instanceof LeaseLostError && outcomes.length === 0) throw stop;
  return outcomes;
}

const plan = (work: ZoneWork, rows: NameRows): PlannedName => ({ rows, plan: planName(rows.state, work.settings) });

/**
 * Names of which the rows do not say enough: where the zone was not as they said, where an answer was lost, and where
 * nothing may be tried out.
 */
function isDoubtful(name: PlannedName): boolean {
  return hasDoubtfulSites(name) || hasDoubtfulWishes(name);
}

function hasDoubtfulWishes({ rows, plan }: PlannedName): boolean {
  const wasHindered = rows.wishes.some(
    ({ outcome, inDoubt }) =>
      inDoubt !== undefined || (outcome?.reason !== undefined && doubtfulReasons.includes(outcome.reason)),
  );
  const onlyLooks = plan.wishes.some(({ planned }) => planned !== undefined);
  return wasHindered || onlyLooks || (plan.group === undefined && rows.wishes.some(isNewlyWished));
}

/** Somebody may have deleted its record since that was last read. */
const isNewlyWished = ({ outcome }: RecordWishRow): boolean => outcome === undefined || outcome.state === 'hindered';

function hasDoubtfulSites({ rows, plan: { verdicts, group } }: PlannedName): boolean {
  const wasHindered = rows.sites.some(({ lane }) =>
    lane.conditions.some(({ type, reason }) => type === 'DnsReady' && doubtfulReasons.includes(reason)),
  );
  const onlyLooks = verdicts.some(({ planned }) => planned !== undefined);
  const endsUnmade = verdicts.some(({ site }) => site.ending === true);
  const leftUnknown = verdicts.some(({ site }) => site.role === 'leaving' && !site.applied);
  const isLost = rows.sites.some(({ lane }) => lane.lostChange !== undefined);
  return wasHindered || isLost || onlyLooks || endsUnmade || leftUnknown || (group === undefined && isNewlyEqual(rows));
}

/**
 * A wish that nobody has dealt with, and nothing to change: the one in between may have been made without being written
 * down. Whatever changes something is told so by Route 53.
 */
const isNewlyEqual = ({ sites }: NameRows): boolean =>
  sites.some(({ site, lane }) => lane.applied && lane.generation !== site.generation);

async function replanDoubtful(
  work: ZoneWork,
  names: readonly PlannedName[],
  outcomes: Outcome[],
): Promise<readonly PlannedName[]> {
  try {
    return await replan(work, names);
  } catch (error) {
    const keys = names.map(({ rows }) => rows.name);
    const failed = outcomesOfError(error, keys, work.drain.now());
    if (failed === undefined) throw error;
    outcomes.push(...failed);
    return [];
  }
}

async function replan(
  work: ZoneWork,
  names: readonly PlannedName[],
  refused?: NameState['refused'],
): Promise<readonly PlannedName[]> {
  if (names.length === 0) return [];
  const index = await readAgain(
    work,
    names.map(({ rows }) => rows),
  );
  const known = { observed: index, ...(refused === undefined ? {} : { refused }) };
  return names.map(({ rows }) => ({ rows, plan: planName({ ...rows.state, ...known }, work.settings) }));
}

/** Asks once for each change that names wait for. */
async function askForChanges(
  { drain, zones }: ZoneWork,
  names: readonly PlannedName[],
): Promise<Map<string, ChangeStatus | Error>> {
  const statuses = new Map<string, ChangeStatus | Error>();
  let stop: Error | undefined;
  for (const id of new Set(names.flatMap(({ rows }) => pendingChanges(rows)))) {
    if (stop === undefined && !drain.hasTime()) return statuses;
    try {
      if (stop === undefined) await drain.assertHeld();
      statuses.set(id, stop ?? (await zones.getChange(id)));
    } catch (error) {
      if (!(error instanceof Error) || outcomesOfError(error, [], 0) === undefined) throw error;
      stop = error;
      statuses.set(id, error);
    }
  }
  return statuses;
}

const pendingChanges = ({ sites, wishes }: NameRows): readonly string[] => [
  ...sites.flatMap(({ lane }) => lane.pendingChange ?? []),
  ...wishes.flatMap(({ outcome }) => outcome?.pendingChange ?? []),
];
