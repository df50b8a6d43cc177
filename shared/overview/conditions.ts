import { isCertificatesLane } from '#shared/rows/certificates-lane-rows.ts';
import { monitorsLane } from '#shared/rows/monitor-lanes.ts';
import type { LaneRow, SiteRow } from '#shared/rows/site-rows.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import type { ConditionEntry } from './document.ts';

/**
 * `Ready` = address known, `DnsReady` and, where TLS is ours, `CertificateReady`; the first of them that is not True
 * gives the reason. A site serves without its monitor, so `MonitorReady` holds up nothing. What is being released is not
 * accepted any more, however ready it still is.
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
  return [ready, releasing(site) ?? accepted, dns, ...certificate, ...monitorCondition(site, lanes)];
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
  const isUnseen = site.moving === undefined && rows.some(({ generation }) => generation < site.generation);
  if (row === undefined && !isUnseen) return [];
  return [saidBy(row, site, 'CertificateReady')];
}

/** None where nobody is to watch it; a lane that it leaves says nothing of it. */
function monitorCondition(site: SiteRow, lanes: readonly LaneRow[]): readonly ConditionEntry[] {
  const { monitor } = site.wish;
  if (monitor === undefined) return [];
  const row = lanes.find(({ lane }) => lane === monitorsLane(monitor.account));
  return [saidBy(row, site, 'MonitorReady')];
}

function saidBy(row: LaneRow | undefined, site: SiteRow, type: ConditionEntry['type']): ConditionEntry {
  const said = row?.conditions.find((one) => one.type === type);
  const waits = { type, status: 'Unknown', reason: 'Waiting' } as const;
  if (row === undefined || said === undefined) return { ...waits, message: 'not looked at yet' };
  if (row.generation < site.generation && said.status === 'True') {
    return { ...waits, message: 'a change is on its way' };
  }
  const { status, reason, message } = said;
  return { type, status, reason, message };
}

export const dnsRow = (site: SiteRow, lanes: readonly LaneRow[]): LaneRow | undefined =>
  lanes.find(({ lane }) => lane === dnsLane(site.wish.zone));
