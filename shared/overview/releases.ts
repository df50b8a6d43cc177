import { scopeText } from '#shared/domain/scope.ts';
import { releaseStanding } from '#shared/domain/standing.ts';
import { forgetRows } from '#shared/rows/cluster-rows.ts';
import { goneRows } from '#shared/rows/gone-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import type { ReleaseEntry } from './document.ts';
import { leaverOf } from './pending.ts';
import { type ReleaseWait, readReleaseWaits } from './release-waits.ts';
import { isoOf, type Safety } from './safety.ts';

interface ReleasesInput {
  readonly table: Table;
  readonly safety: Safety;
}

/** Executed releases are listed this long. */
const listedMs = 3_600_000;

/** The releases that are planned, in the order of the sites, then those executed in the last hour, oldest first. */
export async function readReleases(
  sites: readonly SiteRow[],
  { table, safety }: ReleasesInput,
): Promise<readonly ReleaseEntry[]> {
  const from = String(Math.max(0, safety.nowMs - listedMs)).padStart(13, '0');
  const forgotten = (await table.query(forgetRows)).map(({ row }) => row.cluster);
  const clusters = new Set([...safety.configuration.clusters.map(({ name }) => name), ...forgotten]);
  const gone = await Promise.all([...clusters].map((name) => table.query(goneRows(name), { from })));
  const executed = gone.flatMap((entries) => entries.map(({ row }) => row)).filter(({ handedOver }) => !handedOver);
  const waitOf = await readReleaseWaits(table, sites, safety);
  return [
    ...sites.flatMap((site) => plannedRelease(site, safety, waitOf)),
    ...executed.map(({ site: { host, view, setIdentifier }, atMs }): ReleaseEntry => {
      return { host, view, setIdentifier, due: isoOf(atMs), state: 'executed' };
    }),
  ];
}

/** How the planned release of a site stands; nothing where there is none. */
export function plannedRelease(site: SiteRow, safety: Safety, waitOf: ReleaseWait): readonly ReleaseEntry[] {
  const { host, view, setIdentifier, release } = site;
  if (release === undefined || site.state === 'dying') return [];
  const tripped = new Set(safety.notices.map(({ scope }) => scope));
  const { state, scope } = releaseStanding({ ...leaverOf(site), release }, { ...safety, tripped });
  const stopped = scope === undefined ? {} : { scope: scopeText(scope) };
  const waitsFor = state === 'waiting' ? waitOf(site) : undefined;
  const due = isoOf(release.dueMs);
  return [{ host, view, setIdentifier, due, state, ...stopped, ...(waitsFor === undefined ? {} : { waitsFor }) }];
}
