import { zoneKey } from '#shared/rows/zone-rows.ts';
import { checkOf } from './assemble.ts';
import { type CaaRecord, caaHindrance, caaNameOf } from './plan/caa.ts';
import { type Change, keyOfRequest, type RequestChange } from './plan/changes.ts';
import type { Hindrance } from './plan/lane-state.ts';
import { nameHindrance } from './plan/names.ts';
import { delegationHindrance, delegationsToAsk, hasName, validationZone } from './plan/validation-zone.ts';
import { publicAnswer } from './public-answer.ts';
import type { LaneWork } from './work.ts';

/** How many names are asked for at the same time. */
const inFlight = 10;

/**
 * Looks whether ACM could issue for the names that are to be requested and not yet looked at; what stands against one is
 * kept as a trouble of its first host. True: there was something to look at, so the plan may be another one.
 */
export async function checkNames(work: LaneWork, changes: readonly Change[]): Promise<boolean> {
  const requests = changes.filter((change) => change.kind === 'request');
  const owners = new Map<string, RequestChange>();
  for (const change of requests) {
    for (const name of change.names) if (!work.asked.names.has(name)) owners.set(name, owners.get(name) ?? change);
  }
  const names = [...owners];
  for (let at = 0; at < names.length; at += inFlight) {
    await Promise.all(names.slice(at, at + inFlight).map(([name, change]) => checkName(work, name, change)));
  }
  return names.length > 0;
}

async function checkName(work: LaneWork, name: string, change: RequestChange): Promise<void> {
  const hindrance = await findHindrance(work, name);
  work.asked.names.add(name);
  const trouble = checkOf(name);
  if (hindrance === undefined) work.rows.forgetTrouble(trouble);
  else {
    work.rows.saveTrouble({ change: trouble, key: keyOfRequest(change), ...hindrance, sinceMs: work.drain.now() });
  }
}

async function findHindrance(work: LaneWork, name: string): Promise<Hindrance | undefined> {
  const refused = nameHindrance(name);
  if (refused !== undefined) return refused;
  const place = validationZone(name, work.configuration.zones);
  if ('hindrance' in place) return place.hindrance;
  const asked = delegationsToAsk(name, place.zone);
  const servers = await Promise.all(asked.map((one) => publicAnswer(() => work.publicDns.nameServers(one))));
  const delegated = new Map(asked.flatMap((one, index) => entry(one, servers[index])));
  const records = await publicAnswer<readonly CaaRecord[]>(() => work.publicDns.caa(caaNameOf(name)));
  const { nameServers: own } = (await work.drain.table.get(zoneKey(place.zone.id))) ?? {};
  const known = {
    delegated,
    ...(own === undefined ? {} : { own: await withVanityNames(work, own, delegated.get(place.zone.name)) }),
  };
  return delegationHindrance(name, place.zone, known) ?? (records && caaHindrance(name, records));
}

/**
 * The zone's name servers, and those of its parent's that are the same machines under names of the zone's owner (Route 53
 * Developer Guide, "Configuring white-label name servers"). What does not say where it is may be one of them.
 */
async function withVanityNames(
  { publicDns }: LaneWork,
  own: readonly string[],
  led: readonly string[] = [],
): Promise<readonly string[]> {
  if (led.length === 0 || led.some((server) => hasName(own, server))) return own;
  const ask = (name: string) => publicAnswer(() => publicDns.addresses(name));
  const [ours, theirs] = await Promise.all([Promise.all(own.map(ask)), Promise.all(led.map(ask))]);
  const known = new Set(ours.flatMap((addresses) => addresses ?? []));
  const isUnsure = ours.includes(undefined);
  const vanity = led.filter((_, index) => theirs[index]?.some((one) => known.has(one)) ?? true);
  return [...own, ...(isUnsure ? led : vanity)];
}

const entry = <Value>(key: string, value: Value | undefined): readonly (readonly [string, Value])[] =>
  value === undefined ? [] : [[key, value]];
