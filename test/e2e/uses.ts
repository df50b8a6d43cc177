import { setTimeout as sleep } from 'node:timers/promises';
import { zoneKey } from '../../shared/rows/zone-rows.ts';
import { configurationKey, readConfiguration } from '../../shared/runtime/configuration-row.ts';
import { put, type RowKey, remove } from '../../shared/runtime/table.ts';
import { leaveStuck, useAlarms, useAlerts } from './alert-uses.ts';
import { wishAgain } from './certificate-states.ts';
import { useCertificateEvents, useCertificates } from './certificate-uses.ts';
import { type Called, callFunction, deliver } from './functions.ts';
import { zoneId } from './installation.ts';
import { useMonitors, useWebhook } from './monitor-uses.ts';
import type { Right } from './rights.ts';
import { give, newEvent, readZone, type Still, settle } from './still.ts';

const firstLife: RowKey<{ readonly incarnation: string }> = { pk: configurationKey.pk, sk: 'first-life' };

/** In a table that began in another life it is asked what the clusters have said since. */
async function asIfRestored({ table }: Still, call: () => Promise<Called>): Promise<Called> {
  await table.transact([put(firstLife, { incarnation: 'another' })]);
  const called = await call();
  await table.transact([put(firstLife, { incarnation: await table.incarnation() })]);
  return called;
}

/** The status of a cluster is looked at when what happened within two seconds has settled. */
const untilToldMs = 3_000;

/** The configuration in force as it was before its load balancers were found. */
async function documentOf({ table }: Still): Promise<object> {
  const document = (await readConfiguration(table))?.document;
  const edges = document?.edges.map((edge) => {
    if (!('use' in edge.loadBalancer)) return edge;
    const { tls: _tls, ...use } = edge.loadBalancer.use;
    return { ...edge, loadBalancer: { use } };
  });
  return { ...document, edges };
}

/** What makes a function use all its rights, by the beginning of its name. */
export const uses: Readonly<Record<string, (still: Still, right: Right) => Promise<Called>>> = {
  IntakeEntry: (still, right) =>
    deliver(still.account, 'IntakeEntry', right.resource.includes('DeadLetters') ? { no: 'event' } : newEvent(still)),
  async ClaimsEntry(still, right) {
    // Certificates and monitors hear of sites.
    if (/(Certificates|Monitors)Queue/.test(right.resource)) await readZone(still);
    await give(still);
    if (right.resource.includes('AlertsQueue')) await leaveStuck(still, `claims:${still.part}`);
    return right.resource.includes('DeadLetters') ? deliver(still.account, 'ClaimsEntry', {}) : settle(still);
  },
  async DnsEntry(still, right) {
    if (right.resource.includes('CertificatesQueue')) await wishAgain(still);
    await give(still);
    await settle(still);
    // A zone that was never read is read whole, and its clusters are woken then.
    const isForgotten = right.action.endsWith(':ListResourceRecordSets') || right.resource.includes('ClaimsQueue');
    if (isForgotten) await still.table.transact([remove(zoneKey(zoneId(still.part)))]);
    if (right.resource.includes('AlertsQueue')) await leaveStuck(still, `dns:${zoneId(still.part)}`);
    const body = right.resource.includes('DeadLetters') ? {} : { lane: `dns:${zoneId(still.part)}` };
    const ring = () => deliver(still.account, 'DnsEntry', body);
    return right.action.endsWith(':BatchGetItem') ? asIfRestored(still, ring) : ring();
  },
  AlertsEntry: useAlerts,
  AlertsOfAlarmsEntry: useAlarms,
  MonitorsEntry: useMonitors,
  MonitorWebhookEntry: useWebhook,
  CertificatesEntry: useCertificates,
  CertificateEventsEntry: useCertificateEvents,
  async StatusEntry(still, right) {
    await give(still);
    await settle(still);
    await sleep(untilToldMs);
    if (right.resource.includes('AlertsQueue')) await leaveStuck(still, `status:${still.part}`);
    const body = right.resource.includes('DeadLetters') ? {} : { lane: `status:${still.part}` };
    return deliver(still.account, 'StatusEntry', body);
  },
  SweepEntry: async (still) => {
    await give(still);
    await settle(still);
    await give(still);
    return callFunction(still.account, 'SweepEntry', {});
  },
  ConfigurationEntry: async (still) => {
    const Document = JSON.stringify(await documentOf(still));
    return callFunction(still.account, 'ConfigurationEntry', {
      RequestType: 'Update',
      ResourceProperties: { Document },
    });
  },
};
