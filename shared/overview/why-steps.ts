import { hostItem } from '#shared/rows/claims-keys.ts';
import { isMonitorsLane } from '#shared/rows/monitor-lanes.ts';
import { monitorKey } from '#shared/rows/monitor-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { claimsLane, dnsLane } from '#shared/rows/zone-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import type { ConditionEntry } from './document.ts';
import { type NextTry, readNextTry } from './next-try.ts';
import type { OverviewInput } from './read-overview.ts';
import type { SiteState } from './read-sites.ts';
import { changeText, recordText } from './record-text.ts';
import { StandingRecords } from './records.ts';
import { isoOf } from './safety.ts';
import type { WhyStep } from './why-document.ts';

/** How far each capability got with a site, claims first. */
export async function stepsOf(
  { table, configuration, nowMs }: OverviewInput,
  { site, lanes }: SiteState,
  conditions: readonly ConditionEntry[],
): Promise<readonly WhyStep[]> {
  const lane = claimsLane(site.cluster);
  const claims = await readNextTry(table, lane, { key: hostItem(site.host), nowMs });
  const standing = (await StandingRecords.read(table, configuration)).of(site).filter(({ ownership }) => !ownership);
  const accepted = conditions.find(({ type }) => type === 'Accepted');
  const first: WhyStep = {
    capability: 'claims',
    lane,
    status: accepted?.status ?? 'Unknown',
    reason: accepted?.reason ?? 'Waiting',
    message: accepted?.message ?? '',
    ...triesOf(claims),
    records: [],
    planned: [],
  };
  const others = laneNames(site, lanes).map(async (name): Promise<WhyStep> => {
    const row = lanes.find((one) => one.lane === name);
    const said = row?.conditions[0];
    const tries = triesOf(await readNextTry(table, name, { key: site.host, nowMs }));
    const spoken = { status: said?.status ?? 'Unknown', reason: said?.reason ?? 'Waiting' } as const;
    return {
      capability: name.slice(0, name.indexOf(':')),
      lane: name,
      ...spoken,
      message: said?.message ?? 'not looked at yet',
      ...(said === undefined ? {} : { since: said.since }),
      ...(await downOf(table, name, site)),
      ...tries,
      records: name === dnsLane(site.wish.zone) ? standing.map(recordText) : [],
      planned: [...(row?.planned ?? []).map(changeText), ...(row?.plannedWords ?? [])],
    };
  });
  return [first, ...(await Promise.all(others))];
}

async function downOf(table: Table, lane: string, site: SiteRow): Promise<Pick<WhyStep, 'down'>> {
  const row = isMonitorsLane(lane) ? await table.get(monitorKey(lane, site)) : undefined;
  return row?.down === undefined ? {} : { down: { since: isoOf(row.down.startedMs), cause: row.down.cause } };
}

const laneNames = (site: SiteRow, lanes: SiteState['lanes']): readonly string[] =>
  [...new Set([...site.lanes, ...lanes.map(({ lane }) => lane)])].sort();

function triesOf({ parked, ...rest }: NextTry): Pick<WhyStep, 'nextTry' | 'attempts' | 'pausedUntil' | 'parked'> {
  if (parked === undefined) return rest;
  const until = parked.until === 'hourly' ? 'tried again each hour' : 'until the object or the configuration changes';
  return { ...rest, parked: { reason: parked.reason, message: parked.message, since: isoOf(parked.sinceMs), until } };
}
