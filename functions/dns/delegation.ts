import type { Zone } from '#shared/domain/configuration.ts';
import { LeaseLostError } from '#shared/errors/kinds.ts';
import { outcomesOfError } from '#shared/runtime/error-outcomes.ts';
import type { PlannedSite } from './plan/name-state.ts';
import { listPage } from './reading.ts';
import type { NameRows, ZoneWork } from './work.ts';

/**
 * A record is not taken out of a public zone for one beneath it that nobody is led to: a wrong zone id, or a delegation
 * that is still missing, would leave the name without an answer (RFC 1034, section 4.2.1: the parent zone holds the NS
 * records of the zone beneath). Such sites go on moving and say why.
 */
export async function keepUndelegated(work: ZoneWork, names: readonly NameRows[]): Promise<readonly NameRows[]> {
  const undelegated = new Map<string, string>();
  for (const next of zonesMovedTo(work, names)) {
    const message = await findUndelegated(work, next);
    if (message !== undefined) undelegated.set(next.id, message);
  }
  if (undelegated.size === 0) return names;
  const keep = (site: PlannedSite, moved: boolean): PlannedSite => {
    const message = moved ? undelegated.get(site.wish.zone) : undefined;
    return message === undefined ? site : { ...site, role: 'moving', stays: message };
  };
  return names.map((rows) => {
    const sites = rows.state.sites.map((site, index) => keep(site, hasMoved(rows, index)));
    return { ...rows, state: { ...rows.state, sites } };
  });
}

/** The zones beneath this one to which sites of these names have moved, so that their records here are to go. */
function zonesMovedTo({ drain, zone }: ZoneWork, names: readonly NameRows[]): readonly Zone[] {
  if (zone.view !== 'public') return [];
  const ids = new Set(
    names.flatMap((rows) => rows.state.sites.filter((_, index) => hasMoved(rows, index)).map(({ wish }) => wish.zone)),
  );
  const zones = drain.configuration.document.zones;
  return zones.filter(({ id, name }) => id !== zone.id && ids.has(id) && name.endsWith(`.${zone.name}`));
}

/** A site that ends leaves every zone, wherever it was last. */
export const hasMoved = ({ sites, state }: NameRows, index: number): boolean =>
  state.sites[index]?.role === 'leaving' && sites[index]?.site.state === 'live';

/** @returns what to tell people; undefined: the zone, or one between, is delegated. */
async function findUndelegated(work: ZoneWork, next: Zone): Promise<string | undefined> {
  const { zone } = work;
  try {
    for (const name of namesBetween(next.name, zone.name)) {
      const { recordSets } = await listPage(work, { name, type: 'NS' });
      if (recordSets.some((set) => set.type === 'NS' && set.name === name)) return undefined;
    }
  } catch (error) {
    if (error instanceof LeaseLostError || outcomesOfError(error, [], 0) === undefined) throw error;
    return `whether zone ${zone.name} leads to zone ${next.name} could not be read`;
  }
  const remedy = `add the NS record set ${next.name} of zone ${next.id} to ${zone.name}, or correct the id of the zone`;
  return `zone ${zone.name} does not lead to zone ${next.name}: ${remedy}`;
}

/** `a.b.example.com` in `example.com`: itself and `b.example.com`. */
function namesBetween(name: string, zoneName: string): readonly string[] {
  const labels = name.slice(0, -zoneName.length - 1).split('.');
  return labels.map((_, index) => `${labels.slice(index).join('.')}.${zoneName}`);
}
