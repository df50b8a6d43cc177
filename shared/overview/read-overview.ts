import type { Configuration } from '#shared/domain/configuration.ts';
import type { Table } from '#shared/runtime/table.ts';
import { readAbsentClusters } from './absent-clusters.ts';
import { readCertificates } from './certificates.ts';
import { conditionsOf, dnsRow } from './conditions.ts';
import type { Overview, SiteEntry } from './document.ts';
import { readMonitors } from './monitors.ts';
import { orphansAmong } from './orphans.ts';
import { readObjectProblems, sourceText } from './read-objects.ts';
import { readSites, type SiteState } from './read-sites.ts';
import { StandingRecords } from './records.ts';
import { readReleases } from './releases.ts';
import { holdEntry, noticeEntries, readSafety } from './safety.ts';
import { readUnclaimedMonitors } from './unclaimed-monitors.ts';
import { undecidedSites } from './undecided.ts';

export interface OverviewInput {
  readonly table: Table;
  readonly configuration: Configuration;
  readonly nowMs: number;
}

/** Reads the whole overview from the table; nothing is remembered between two readings. */
export async function readOverview(input: OverviewInput): Promise<Overview> {
  const { table, configuration } = input;
  const [states, problems, standing, safety, absent, certificates] = await Promise.all([
    readSites(table, configuration),
    readObjectProblems(table, configuration),
    StandingRecords.read(table, configuration),
    readSafety(input),
    readAbsentClusters(table, configuration),
    readCertificates(table, configuration),
  ]);
  const live = states.filter(({ site }) => site.state === 'live').map((state) => siteEntry(state, standing));
  const rows = states.map(({ site }) => site);
  const undecided = await undecidedSites(table, problems.undecided, rows);
  const orphans = orphansAmong(standing.all(), { configuration, sites: states, undecided, heard: problems.heard });
  const monitors = await readUnclaimedMonitors(table, configuration, problems.heard);
  return {
    sites: [...live, ...undecided].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)),
    refused: problems.refused,
    skipped: problems.skipped,
    releases: await readReleases(rows, { ...input, safety }),
    certificates,
    monitors: await readMonitors(table, configuration, states),
    holds: safety.holds.map(holdEntry),
    notices: noticeEntries(rows, safety),
    ...(orphans.length === 0 ? {} : { orphans }),
    ...(monitors.length === 0 ? {} : { unclaimedMonitors: monitors }),
    ...(absent.length === 0 ? {} : { absent }),
  };
}

const orderOf = ({ host, view, setIdentifier }: SiteEntry): string => JSON.stringify([host, view, setIdentifier]);

function siteEntry({ site, lanes }: SiteState, standing: StandingRecords): SiteEntry {
  const conditions = conditionsOf(site, lanes);
  const planned = dnsRow(site, lanes)?.planned;
  const words = lanes.flatMap((row) => row.plannedWords ?? []);
  const observing = conditions.some(({ type, reason }) => type === 'DnsReady' && reason === 'Observing');
  return {
    host: site.host,
    view: site.view,
    setIdentifier: site.setIdentifier,
    source: sourceText(site.holder),
    cluster: site.cluster,
    edge: site.wish.edge,
    ready: conditions.some(({ type, status }) => type === 'Ready' && status === 'True'),
    conditions,
    records: observing ? standing.planned(site, planned ?? []) : standing.of(site),
    ...(words.length === 0 ? {} : { planned: words }),
  };
}
