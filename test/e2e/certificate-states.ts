import { AcmCertificates } from '../../shared/adapters/acm.ts';
import { ElasticLoadBalancers } from '../../shared/adapters/elbv2.ts';
import {
  assignedRows,
  type CertificateRow,
  certificateKey,
  certificateRows,
} from '../../shared/rows/certificate-rows.ts';
import { scanItem } from '../../shared/rows/certificates-lane-rows.ts';
import { hostItem } from '../../shared/rows/claims-keys.ts';
import { loadBalancerRows } from '../../shared/rows/load-balancer-rows.ts';
import { recordWishes } from '../../shared/rows/record-wishes.ts';
import { members, siteKey } from '../../shared/rows/site-rows.ts';
import { dnsLane } from '../../shared/rows/zone-rows.ts';
import { voidLeases } from '../../shared/runtime/lease.ts';
import { put } from '../../shared/runtime/table.ts';
import { enqueue } from '../../shared/runtime/work-item.ts';
import { type Called, deliver } from './functions.ts';
import { region, securedLoadBalancer, zoneId } from './installation.ts';
import { give, type Still, settle } from './still.ts';
import { looseName } from './tls-models.ts';
import { told, until } from './world.ts';

const dayMs = 86_400_000;
const certificatesLaneOf = ({ account }: Pick<Still, 'account'>) => `certificates:${account}/${region}` as const;

/** A person in the account, past everything that judges. */
const person = ({ account }: Still) => {
  const config = { endpoint: told.farUrl, region, credentials: { accessKeyId: account, secretAccessKey: 'test' } };
  return { acm: new AcmCertificates(config), elbv2: new ElasticLoadBalancers(config) };
};

/** One drain that looks at the whole lane. */
export async function drain(still: Still): Promise<Called> {
  const lane = certificatesLaneOf(still);
  const dueMs = Date.now();
  await voidLeases(still.table);
  await still.table.transact([enqueue({ lane, key: scanItem, row: 'test', generation: dueMs, dueMs })]);
  return deliver(still.account, 'CertificatesEntry', { lane });
}

export const rowsOf = async ({ table, account }: Still) =>
  (await table.query(certificateRows(certificatesLaneOf({ account })))).map(({ row }) => row);

/** A certificate serves the names of the zone. */
export async function establish(still: Still): Promise<void> {
  await until('a certificate serves', async () => {
    const assigned = await still.table.query(assignedRows(certificatesLaneOf(still)));
    if (assigned.some(({ row }) => row.status === 'True' && row.attachedTo.length > 0)) return true;
    await give(still);
    await settle(still);
    await drain(still);
    await deliver(still.account, 'DnsEntry', { lane: dnsLane(zoneId(still.part)) });
    return false;
  });
}

async function listenerOf(still: Still): Promise<string> {
  const listeners = await person(still).elbv2.listeners(securedLoadBalancer(still.account).arn);
  return listeners?.find(({ port }) => port === 443)?.arn ?? '';
}

const isLoose = ({ certificate }: CertificateRow): boolean => certificate.names.includes(looseName);

/** Something that nobody needs is on the listener, as it seems since two hours. */
export async function putLoose(still: Still): Promise<void> {
  const loose = (await rowsOf(still)).find(isLoose)?.certificate.arn ?? '';
  await person(still).elbv2.add(await listenerOf(still), loose);
  await drain(still);
  const lane = certificatesLaneOf(still);
  const known = await still.table.query(loadBalancerRows(lane));
  const long = Date.now() - 2 * 3_600_000;
  const aged = known.map(({ key, row }) => {
    const listeners = row.listeners.map((listener) => ({
      ...listener,
      entries: listener.entries.map((entry) =>
        entry.certificate === loose ? { ...entry, unneededSinceMs: long } : entry,
      ),
    }));
    return put(key, { ...row, listeners });
  });
  await still.table.transact(aged);
}

/** A certificate of ours that nobody has needed for long. */
export async function leaveUnused(still: Still): Promise<void> {
  const names = [`unused-${Date.now()}.${looseName}`] as const;
  const tags = { 'firstlight:installation': `${still.account}/${region}` };
  const token = String(Date.now());
  const arn = await person(still).acm.request({ names: [...names], keyAlgorithm: 'RSA_2048', token, tags });
  await until('it is listed', async () => {
    await drain(still);
    return (await rowsOf(still)).some(({ certificate, ours }) => certificate.arn === arn && ours);
  });
  const lane = certificatesLaneOf(still);
  const row = await still.table.get(certificateKey(lane, arn));
  if (row === undefined) throw new Error(`${arn} is not known`);
  await still.table.transact([put(certificateKey(lane, arn), { ...row, unneededSinceMs: Date.now() - 400 * dayMs })]);
}

/** Nothing is known of certificates, nor of what was wished for them. */
export async function forget(still: Still): Promise<void> {
  const lane = certificatesLaneOf(still);
  const [certificates, balancers, wishes] = await Promise.all([
    still.table.query(certificateRows(lane)),
    still.table.query(loadBalancerRows(lane)),
    still.table.query(recordWishes(zoneId(still.part))),
  ]);
  await still.table.transact(
    [...certificates, ...balancers, ...wishes].map(({ key }) => ({ action: 'delete', key }) as const),
  );
}

/** A site of a lane ends, as claims says it. */
export async function endSite(still: Still, lane: string = certificatesLaneOf(still)): Promise<void> {
  const [member] = await still.table.query(members(lane));
  const site = member === undefined ? undefined : await still.table.get(siteKey(member.row.site));
  if (site === undefined) throw new Error('no site');
  await still.table.transact([
    put(siteKey(site), { ...site, state: 'dying' }),
    enqueue({ lane, key: site.host, row: 'test', generation: Date.now(), dueMs: Date.now() }),
    // So that claims, too, ends it.
    enqueue({ lane: `claims:${still.part}`, key: hostItem(site.host), row: 'test', generation: 0, dueMs: Date.now() }),
  ]);
}

/** What dns knows of a wish is forgotten, so that it tells it again. */
export async function wishAgain(still: Still): Promise<void> {
  await establish(still);
  const wishes = await still.table.query(recordWishes(zoneId(still.part)));
  const generation = Date.now();
  const lane = dnsLane(zoneId(still.part));
  await still.table.transact(
    wishes.flatMap(({ key, row: { outcome: _outcome, ...row } }) => [
      put(key, { ...row, generation }),
      enqueue({ lane, key: row.wish.name, row: `${key.pk}/${key.sk}`, generation, dueMs: generation }),
    ]),
  );
}

/** Somebody took everything off the listener. */
export async function takeAllOff(still: Still): Promise<void> {
  const { elbv2 } = person(still);
  const listener = await listenerOf(still);
  for (const certificate of (await elbv2.certificates(listener)) ?? []) await elbv2.remove(listener, certificate);
}
