import type { Configuration } from '#shared/domain/configuration.ts';
import { isCertificatesLane } from '#shared/rows/certificate-rows.ts';
import type { LaneRow, SiteRow } from '#shared/rows/site-rows.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import { readAbsentClusters } from './absent-clusters.ts';
import { readCertificates } from './certificates.ts';
import type { ConditionEntry, Overview, SiteEntry } from './document.ts';
import { orphansAmong } from './orphans.ts';
import { readObjectProblems, sourceText } from './read-objects.ts';
import { readSites, type SiteState } from './read-sites.ts';
import { StandingRecords } from './records.ts';
import { readReleases } from './releases.ts';
import { holdEntry, noticeEntries, readSafety } from './safety.ts';
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
  return {
    sites: [...live, ...undecided].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)),
    refused: problems.refused,
    skipped: problems.skipped,
    releases: await readReleases(rows, { ...input, safety }),
    certificates,
    holds: safety.holds.map(holdEntry),
    notices: noticeEntries(rows, safety),
    ...(orphans.length === 0 ? {} : { orphans }),
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

/**
 * `Ready` = address known, `DnsReady` and, where TLS is ours, `CertificateReady`; the first of them that is not True
 * gives the reason. What is being released is not accepted any more, however ready it still is.
 */
export function conditionsOf(site: SiteRow, lanes: readonly LaneRow[]): readonly ConditionEntry[] {
  const accepted: ConditionEntry =
    site.wish.target === undefined
      ? { type: 'Accepted', status: 'False', reason: 'NoAddress', message: 'its load balancer has no address yet' }
      : { type: 'Accepted', status: 'True', reason: 'Accepted', message: '' };
  const dns = dnsCondition(site, lanes);
  const certificate = certificateCondition(site, lanes);
  const holdUp = [accepted, dns, ...certificate].find(({ status }) => status !== 'True');
  const ready: ConditionEntry =
    holdUp === undefined
      ? { type: 'Ready', status: 'True', reason: 'Ready', message: '' }
      : { ...holdUp, type: 'Ready' };
  return [ready, releasing(site) ?? accepted, dns, ...certificate];
}

const releasing = ({ state, release }: SiteRow): ConditionEntry | undefined =>
  state !== 'live' || release === undefined
    ? undefined
    : { type: 'Accepted', status: 'False', reason: 'Releasing', message: release.message };

/** What dns last said, as far as it speaks of the site as it is now. */
function dnsCondition(site: SiteRow, lanes: readonly LaneRow[]): ConditionEntry {
  const row = dnsRow(site, lanes);
  const said = row?.conditions.find(({ type }) => type === 'DnsReady');
  if (row === undefined || said === undefined) {
    return { type: 'DnsReady', status: 'Unknown', reason: 'Waiting', message: 'not looked at yet' };
  }
  if (row.generation < site.generation && said.status === 'True') {
    // What stands is served on, and dns says what holds up the change: a person, or a table that was restored.
    const onItsWay = { reason: 'Waiting', message: 'a change is on its way' } as const;
    const { reason, message } = said.reason === 'InSync' ? onItsWay : said;
    return { type: 'DnsReady', status: 'Unknown', reason, message };
  }
  const { type, status, reason, message } = said;
  return { type, status, reason, message };
}

/** None where its edge has no certificates of ours; a lane that the site is only on its way to says nothing of it. */
function certificateCondition(site: SiteRow, lanes: readonly LaneRow[]): readonly ConditionEntry[] {
  const rows = lanes.filter(({ lane }) => isCertificatesLane(lane));
  const row = rows.find(({ conditions }) => conditions.some(({ type }) => type === 'CertificateReady'));
  const said = row?.conditions.find(({ type }) => type === 'CertificateReady');
  const waits = { type: 'CertificateReady', status: 'Unknown', reason: 'Waiting' } as const;
  if (row === undefined || said === undefined) {
    const isUnseen = site.moving === undefined && rows.some(({ generation }) => generation < site.generation);
    return isUnseen ? [{ ...waits, message: 'not looked at yet' }] : [];
  }
  if (row.generation < site.generation && said.status === 'True') {
    return [{ ...waits, message: 'a change is on its way' }];
  }
  const { type, status, reason, message } = said;
  return [{ type, status, reason, message }];
}

export const dnsRow = (site: SiteRow, lanes: readonly LaneRow[]): LaneRow | undefined =>
  lanes.find(({ lane }) => lane === dnsLane(site.wish.zone));
