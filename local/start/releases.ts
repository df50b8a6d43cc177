import type { Configuration } from '#shared/domain/configuration.ts';
import { mostCautious, type Policy } from '#shared/domain/policy.ts';
import { goneRows, type SiteRow } from '#shared/rows/site-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import { policyOf } from '../../functions/dns/plan/policies.ts';
import type { ReleaseEntry, ReleaseState } from './document.ts';

interface ReleasesInput {
  readonly table: Table;
  readonly configuration: Configuration;
  readonly nowMs: number;
}

/** Executed releases are listed this long. */
const listedMs = 3_600_000;

/** The releases that are planned, in the order of the sites, then those executed in the last hour, oldest first. */
export async function readReleases(
  sites: readonly SiteRow[],
  { table, configuration, nowMs }: ReleasesInput,
): Promise<readonly ReleaseEntry[]> {
  const from = String(Math.max(0, nowMs - listedMs)).padStart(13, '0');
  const gone = await Promise.all(configuration.clusters.map(({ name }) => table.query(goneRows(name), { from })));
  const executed = gone.flatMap((entries) => entries.map(({ row }) => row)).filter(({ handedOver }) => !handedOver);
  return [
    ...sites.flatMap((site) => plannedRelease(site, configuration)),
    ...executed.map(({ site: { host, view, setIdentifier }, atMs }): ReleaseEntry => {
      return { host, view, setIdentifier, due: new Date(atMs).toISOString(), state: 'executed' };
    }),
  ];
}

function plannedRelease(site: SiteRow, configuration: Configuration): readonly ReleaseEntry[] {
  const { host, view, setIdentifier, release } = site;
  if (release === undefined || site.state === 'dying') return [];
  const state = stateUnder(policyFor(site, configuration));
  return [{ host, view, setIdentifier, due: new Date(release.dueMs).toISOString(), state }];
}

/** While observing it stays planned; where else deletion is forbidden it ends as kept. */
const stateUnder = (policy: Policy): ReleaseState =>
  policy === 'upsert-only' || policy === 'create-only' ? 'kept' : 'waiting';

function policyFor({ host, wish }: SiteRow, configuration: Configuration): Policy {
  const zone = configuration.zones.find(({ id }) => id === wish.zone);
  if (zone === undefined) return mostCautious(configuration.mode);
  return policyOf(configuration, zone, { host, edge: wish.edge });
}
