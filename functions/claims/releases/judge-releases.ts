import { holdOver } from '#shared/domain/hold.ts';
import { siteText } from '#shared/domain/site.ts';
import { floorKey, type ObjectRow, objectKey } from '#shared/rows/object-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { configurationKey } from '#shared/runtime/configuration-row.ts';
import { type Action, check } from '#shared/runtime/table.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import type { Permission } from '../hosts/host-input.ts';
import { neverStood } from '../hosts/never-stood.ts';
import { type Releasable, releasable } from '../plan/release.ts';
import { readHostState } from '../settle/host-rows.ts';
import type { Gate } from './gate.ts';
import { isOursToEnd, stillNotHeld } from './stops.ts';

/** Why a release that is due, or held, does not go now. */
export type Wait = Extract<Releasable, { readonly may: false }>;

export interface Judged {
  /** By siteText. */
  readonly may: ReadonlyMap<string, Permission>;
  readonly waits: ReadonlyMap<string, Wait>;
  /** What must still be so when the releases are executed. */
  readonly checks: readonly Action[];
}

/** Record sets of one host whose releases are checked in one transaction; the others are due, and looked at again at once. */
const releasesAtOnce = 20;

/** Which releases of a host may go now; the gate is opened for those that are due only. */
export async function judgeReleases(drain: ClaimsDrain, host: string, openGate: () => Promise<Gate>): Promise<Judged> {
  const { input } = await readHostState(drain, host, []);
  const planned = input.sites.filter(
    (site) => site.cluster === drain.cluster && site.state === 'live' && site.release !== undefined,
  );
  const waits = new Map(planned.flatMap((site) => heldWait(site, drain)));
  const due = planned.filter((site) => !waits.has(siteText(site)) && (site.release?.dueMs ?? 0) <= drain.now());
  const may = new Map<string, Permission>();
  const checks = new Map<string, Action>();
  if (due.length === 0) return { may, waits, checks: [] };
  const gate = await openGate();
  const holders = await drain.table.getMany(due.map((site) => objectKey(site.holder)));
  for (const [index, site] of due.entries()) {
    if (may.size >= releasesAtOnce) break;
    const holder = holders[index];
    const empty = neverStood(input, site) && isOursToEnd(site, drain);
    const behind = drain.behind || (await gate.unheard());
    const result = judge(drain, { gate, site, behind, empty, ...(holder === undefined ? {} : { holder }) });
    if (!result.may) waits.set(siteText(site), result);
    else {
      const { may: _may, ...how } = result;
      may.set(siteText(site), { release: site.release?.id ?? '', ...how });
      for (const action of await checksOf(drain, site, holder)) {
        checks.set(`${action.key.pk} ${action.key.sk}`, action);
      }
    }
  }
  return { may, waits, checks: [...checks.values()] };
}

/** A held release waits for its hold, due or not: its clock stands still. */
function heldWait(site: SiteRow, drain: ClaimsDrain): readonly [string, Wait][] {
  const around = { configuration: drain.configuration.document, nowMs: drain.now() };
  const hold = holdOver(site, drain.holds, around);
  if (hold === undefined) return [];
  const again = hold.untilMs === undefined ? {} : { againAtMs: hold.untilMs };
  return [[siteText(site), { may: false, until: 'held', message: `held: ${hold.scope}`, ...again }]];
}

interface Asked {
  readonly gate: Gate;
  readonly site: SiteRow;
  readonly behind: boolean;
  readonly empty: boolean;
  readonly holder?: ObjectRow;
}

function judge(drain: ClaimsDrain, { gate, site, behind, empty, holder }: Asked): Releasable {
  return releasable({
    nowMs: drain.now(),
    incarnation: drain.incarnation,
    site,
    behind,
    empty,
    undeployed: drain.configuration.incarnation !== drain.incarnation,
    standing: gate.standing(site),
    guard: gate.guard(site),
    forgotten: drain.standing === 'forgotten',
    sources: gate.heard.sources,
    walked: gate.heard.walked,
    ...(holder === undefined ? {} : { holder }),
  });
}

/** The configuration, the object, its kind's walk and no hold: as they were when the release was judged. */
async function checksOf(drain: ClaimsDrain, site: SiteRow, holder: ObjectRow | undefined): Promise<readonly Action[]> {
  const { cluster, apiGroup, kind } = site.holder;
  const floor = await drain.table.get(floorKey({ cluster, apiGroup, kind }));
  const { incarnation } = drain;
  return [
    check(objectKey(site.holder), holder === undefined ? 'absent' : { marker: holder.marker }),
    check(configurationKey, { seq: drain.configuration.seq }),
    ...(floor === undefined ? [] : [check(floorKey({ cluster, apiGroup, kind }), { start: floor.start, incarnation })]),
    ...stillNotHeld(site, drain),
  ];
}
