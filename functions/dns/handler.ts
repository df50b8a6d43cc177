import type { Zone } from '#shared/domain/configuration.ts';
import { LeaseLostError } from '#shared/errors/kinds.ts';
import { zoneItem } from '#shared/rows/claims-keys.ts';
import { holdRows } from '#shared/rows/safety-rows.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import type { Capability, Drain, Outcome } from '#shared/runtime/capability.ts';
import { outcomesOfError } from '#shared/runtime/error-outcomes.ts';
import { type Fact, type Facts, publishFacts, silentFacts } from '#shared/runtime/facts.ts';
import { isRead, keysAfter } from './all-keys.ts';
import { reconcileNames } from './apply.ts';
import { readConfirmed } from './confirmed.ts';
import { type CurrentZones, currentZones } from './current-zones.ts';
import { freeze, notConfigured } from './frozen.ts';
import { giveBack } from './give-back.ts';
import { planSettings } from './plan/policies.ts';
import type { HostedZones } from './ports.ts';
import { ratedZones } from './rated-zones.ts';
import { nextScanMs } from './scan-time.ts';
import type { ZoneWork } from './work.ts';
import { compareWholeZone, readWholeZone } from './zone-list.ts';

/** The dns capability; `connect` gives the hosted zones of a zone's role and region, `facts` hears what became ready. */
export function dnsCapability(connect: (zone: Zone) => HostedZones, facts: Facts = silentFacts): Capability {
  return {
    name: 'dns',
    keysAfter,
    async work(drain) {
      const configuration = drain.configuration.document;
      const zone = configuration.zones.find(({ id }) => dnsLane(id) === drain.lane);
      if (zone === undefined) return freeze(drain, notConfigured(drain.lane));
      const holds = (await drain.table.query(holdRows)).map(({ row }) => row);
      const isConfirmed = await readConfirmed(drain);
      const settings = planSettings(configuration, zone);
      const zones = currentZones(ratedZones(connect(zone), drain, zone), drain, holds);
      const heard: Fact[] = [];
      const work = { drain, zone, zones, settings, holds, isConfirmed, facts: heard };
      const isOurs = zone.givenBack === undefined;
      const outcomes = await untilOvertaken(zones, drain, () => (isOurs ? workOnZone(work) : giveBack(work)));
      await publishFacts(facts, heard);
      return outcomes;
    },
  };
}

/** Names that were not dealt with before a person spoke are due at once: nothing went wrong with them. */
async function untilOvertaken(
  zones: CurrentZones,
  drain: Drain,
  work: () => Promise<readonly Outcome[]>,
): Promise<readonly Outcome[]> {
  let outcomes: readonly Outcome[] = [];
  try {
    outcomes = await work();
  } catch (error) {
    if (!(error instanceof LeaseLostError && zones.isOvertaken())) throw error;
  }
  if (!zones.isOvertaken()) return outcomes;
  const known = new Set(outcomes.map(({ key }) => key));
  const rest = drain.keys.filter(({ key }) => !known.has(key));
  return [...outcomes, ...rest.map(({ key }): Outcome => ({ key, result: 'pending', atMs: drain.now() }))];
}

/** A zone that was not read in this life of the table is read, and nothing else. */
async function workOnZone(work: ZoneWork): Promise<readonly Outcome[]> {
  const { drain, zone } = work;
  const list = zoneItem(zone.id);
  const names = drain.keys.filter(({ key }) => key !== list);
  if (!(await isRead(drain, zone.id))) {
    const isOver = await readWholeZone(work);
    const atMs = drain.now();
    return drain.keys.map(
      ({ key }): Outcome => (key === list && isOver ? { key, result: 'done' } : { key, result: 'pending', atMs }),
    );
  }
  const listed = drain.keys.length === names.length ? [] : await compare(work, list);
  return [...listed, ...(await reconcileNames(work, names))];
}

async function compare(work: ZoneWork, key: string): Promise<readonly Outcome[]> {
  try {
    const isOver = await compareWholeZone(work);
    const nowMs = work.drain.now();
    return [{ key, result: 'pending', atMs: isOver ? nextScanMs(work.zone.id, nowMs) : nowMs }];
  } catch (error) {
    const outcomes = outcomesOfError(error, [key], work.drain.now());
    if (outcomes === undefined) throw error;
    return outcomes;
  }
}
