import type { Zone } from '#shared/domain/configuration.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import { registeredLanes } from '#shared/runtime/lanes.ts';
import type { Table } from '#shared/runtime/table.ts';
import { checkAlerts, type LookAtChannel } from './alerts.ts';
import { checkCertificates } from './certificates.ts';
import { checkClusters } from './clusters.ts';
import { type Finding, findings, ok, warn } from './finding.ts';
import { checkLanes } from './lanes.ts';
import { checkMonitors } from './monitors.ts';
import { checkClock, checkDoorbell, checkQueues, type QueueCheck } from './queues.ts';
import { checkConfiguration, checkTable } from './table.ts';
import { checkZones, type ZoneFacts } from './zones.ts';

/** All that a check-up of a deployment looks at. */
export interface CheckUp extends QueueCheck {
  readonly table: Table;
  readonly doorbell: Doorbell;
  /** Absent where nobody says which bus it is. */
  readonly bus?: { readonly name: string; describe(): Promise<void> };
  connect(zone: Zone): ZoneFacts;
  /** Absent where channels are not asked. */
  readonly lookAtChannel?: LookAtChannel;
  now(): number;
  /** Of whoever looks, and of what is deployed, where that is known. */
  readonly version: string;
  readonly deployedVersion?: string;
}

/**
 * Looks at everything a deployment stands on, by calls that change nothing: rights, configuration, queues, zones,
 * certificates, clusters, channels, monitor accounts, lanes, clocks, versions. Never throws for what it finds.
 */
export async function checkUp(check: CheckUp): Promise<readonly Finding[]> {
  const { table, bus, doorbell } = check;
  const nowMs = check.now();
  const reading = await checkTable(table);
  const { found, stored } = await checkConfiguration(table);
  const lanes = stored === undefined ? [] : await readLanes(table);
  return [
    checkVersion(check),
    ...(await checkClock(check, () => check.now())),
    ...reading,
    ...found,
    ...(await checkQueues(check)),
    ...(await checkDoorbell(doorbell, lanes)),
    ...(bus === undefined ? [] : await checkBus(bus)),
    ...(stored === undefined ? [] : await checkZones(table, stored.document.zones, (zone) => check.connect(zone))),
    ...(stored === undefined ? [] : await checkCertificates(table, stored.document)),
    ...(stored === undefined ? [] : await checkClusters(table, stored.document, nowMs)),
    ...(stored?.document.alerts === undefined
      ? []
      : await checkAlerts(table, stored.document.alerts, check.lookAtChannel)),
    ...(stored?.document.monitors === undefined
      ? []
      : await checkMonitors(table, stored.document.monitors, stored.document)),
    ...(await checkLanes(table, stored?.seq ?? 0, nowMs)),
  ];
}

const checkBus = ({ name, describe }: NonNullable<CheckUp['bus']>): Promise<readonly Finding[]> =>
  findings(`bus ${name}`, 'have events:DescribeEventBus granted, or deploy again if the bus was deleted', async () => {
    await describe();
    return [ok(`bus ${name}`, 'is there')];
  });

function checkVersion({ version, deployedVersion }: CheckUp): Finding {
  if (deployedVersion === undefined) return ok('version', version);
  if (deployedVersion === version) return ok('version', `${version}, here and deployed`);
  const remedy = 'use the version that is deployed, or deploy this one';
  return warn('version', `${version} here, ${deployedVersion} deployed`, remedy);
}

/** What cannot be read is told where the table is looked at. */
async function readLanes(table: Table): Promise<readonly string[]> {
  try {
    return (await table.query(registeredLanes)).map(({ row }) => row.lane);
  } catch {
    return [];
  }
}
