import { Acm } from '#local/cloud/acm/acm.ts';
import type { AcmOptions } from '#local/cloud/acm/options.ts';
import type { GivenCertificate } from '#local/cloud/acm/seed.ts';
import { Elbv2 } from '#local/cloud/elbv2/elbv2.ts';
import { type GivenLoadBalancer, givenLoadBalancer } from '#local/cloud/elbv2/load-balancer.ts';
import type { Elbv2Options } from '#local/cloud/elbv2/options.ts';
import { Route53 } from '#local/cloud/route53/route53.ts';
import { nameServersOf } from '#local/cloud/route53/zone.ts';
import { AcmCertificates } from '#shared/adapters/acm.ts';
import { ElasticLoadBalancers } from '#shared/adapters/elbv2.ts';
import { Route53HostedZones } from '#shared/adapters/route53.ts';
import type { Configuration, Edge } from '#shared/domain/configuration.ts';
import type { EdgeCertificates } from '#shared/domain/edge-certificates.ts';
import { readUnsettled } from '#shared/overview/unsettled-claims.ts';
import { type AssignedRow, assignedRows, requestRows } from '#shared/rows/certificate-rows.ts';
import { zoneItem } from '#shared/rows/claims-keys.ts';
import { laneRowKey, memberKey, type SiteRow, siteKey, siteRowName } from '#shared/rows/site-rows.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import { writeConfiguration } from '#shared/runtime/configuration-row.ts';
import { laneStateKey, newLane } from '#shared/runtime/lanes.ts';
import { put, remove } from '#shared/runtime/table.ts';
import { enqueue, itemKey } from '#shared/runtime/work-item.ts';
import { certificatesCapability } from '../../../functions/certificates/handler.ts';
import type { PublicDns } from '../../../functions/certificates/ports.ts';
import type { Place } from '../../../functions/certificates/work.ts';
import { dnsCapability } from '../../../functions/dns/handler.ts';
import { emptyConfiguration } from '../../support/configuration-document.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { runDrain } from '../../support/run-drain.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
import { inProcess } from '../dns/in-process.ts';
import { walked } from '../dns/walked.ts';
import { keyOf, type SiteChange, wishFor } from '../dns/world-sites.ts';

const account = '000000000000';
const region = 'eu-central-1';
export const zone = { id: 'Z1', name: 'example.com', view: 'public', policy: 'sync', adopt: [] } as const;

export const loadBalancer = (name: string, more: Partial<GivenLoadBalancer> = {}): GivenLoadBalancer => ({
  account,
  region,
  name,
  type: 'application',
  scheme: 'internet-facing',
  dnsName: `${name}-1.eu-central-1.elb.amazonaws.com`,
  hostedZoneId: 'Z215JYRZR1TBD5',
  listeners: [
    { port: 80, protocol: 'HTTP' },
    { port: 443, protocol: 'HTTPS' },
  ],
  ...more,
});

export const imported = (
  names: readonly [string, ...string[]],
  more: Partial<GivenCertificate> = {},
): GivenCertificate => ({
  account,
  region,
  names,
  type: 'IMPORTED',
  createdAtMs: Date.UTC(2026, 9, 1),
  notAfterMs: Date.UTC(2027, 9, 1),
  ...more,
});

export const edgeOn = (given: GivenLoadBalancer, certificates: Partial<EdgeCertificates> = {}): Edge => ({
  name: given.name,
  cluster: 'demo',
  view: 'public',
  classes: [given.name],
  gateways: [],
  entryPoints: [],
  domains: ['example.com'],
  policy: 'sync',
  releaseAfterSeconds: 120,
  loadBalancer: {
    use: {
      dnsName: given.dnsName,
      hostedZoneId: given.hostedZoneId,
      dualStack: false,
      arn: givenLoadBalancer(given).arn,
    },
  },
  certificates: {
    mode: 'acm',
    names: 'wildcard',
    keyAlgorithm: 'RSA_2048',
    reuse: [],
    most: 25,
    perNamespaceAndYear: 500,
    keepUnusedDays: 30,
    ...certificates,
  },
});

export const configurationWith = (edges: readonly Edge[]): Configuration => ({
  ...emptyConfiguration,
  hub: { account, region },
  zones: [zone],
  clusters: [{ name: 'demo', ownerId: 'demo', ephemeral: [] }],
  edges,
});

export interface WorldOptions {
  readonly balancers?: readonly GivenLoadBalancer[];
  readonly certificates?: readonly GivenCertificate[];
  readonly configuration?: Configuration;
  readonly acm?: Pick<AcmOptions, 'faults' | 'limits'>;
  readonly elbv2?: Pick<Elbv2Options, 'faults' | 'limits'>;
  readonly dns?: Partial<PublicDns>;
}

const openDns: Omit<PublicDns, 'cname'> = {
  caa: async () => [],
  nameServers: async (name) => (name === zone.name ? nameServersOf(zone) : []),
  addresses: async () => [],
};

/** The certificates and dns capabilities on one table, with the real adapters and the strict far sides in the same process. */
export async function openWorld(options: WorldOptions = {}) {
  const balancers = options.balancers ?? [loadBalancer('public')];
  const configuration = options.configuration ?? configurationWith(balancers.map((one) => edgeOn(one)));
  const clock = virtualClock();
  const table = memoryTable();
  const route53 = new Route53({ zones: [{ id: zone.id, name: zone.name, private: false }] });
  const cnames = (name: string): readonly string[] =>
    route53
      .recordSets(zone.id)
      .filter(({ Name, Type }) => Type === 'CNAME' && plain(Name) === plain(name))
      .flatMap(({ ResourceRecords = [] }) => ResourceRecords.map(({ Value }) => Value));
  const acm: Acm = new Acm({
    names: { resolve: (name, type) => (type === 'CNAME' ? cnames(name) : []) },
    users: { usersOf: (arn, nowMs, as) => elbv2.usersOf(arn, nowMs, as) },
    certificates: options.certificates ?? [],
    ...options.acm,
  });
  const elbv2 = new Elbv2({ loadBalancers: balancers, certificates: acm, ...options.elbv2 });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const now = () => clock.now();
  const zones = new Route53HostedZones({ credentials, requestHandler: inProcess(route53, now) });
  const authority = new AcmCertificates({ region, credentials, requestHandler: inProcess(acm, now) });
  const loadBalancers = new ElasticLoadBalancers({ region, credentials, requestHandler: inProcess(elbv2, now) });
  const places: Place[] = [];
  const capability = certificatesCapability({
    authority: (place) => {
      places.push(place);
      return authority;
    },
    loadBalancers: () => loadBalancers,
    publicDns: { ...openDns, cname: async (name) => cnames(name)[0], ...options.dns },
  });
  const dns = dnsCapability(() => zones);
  await writeConfiguration(table, configuration);
  const lane = `certificates:${account}/${region}`;
  const drain = () => runDrain({ capability, lane, table, clock });
  const write = (name: string, change: SiteChange = {}) => writeSite({ table, clock, lane }, name, change);
  const settle = async (seconds = 120): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      await drain();
      await runDrain({ capability: dns, lane: dnsLane(zone.id), table, clock });
      clock.advance(1_000);
    }
    await heed(table);
  };
  return {
    ...{ table, clock, lane, acm, elbv2, route53, configuration },
    ...{ drain, settle, write, places },
    walked: () => spoken({ table, clock }),
    configure: (document: Configuration) => writeConfiguration(table, document),
    condition: async (name: string) => {
      const row = await table.get(laneRowKey(keyOf(name), lane));
      const [condition] = row?.conditions ?? [];
      return condition === undefined ? undefined : `${condition.status}/${condition.reason}`;
    },
    message: async (name: string) => (await table.get(laneRowKey(keyOf(name), lane)))?.conditions[0]?.message,
    assigned: async (): Promise<readonly AssignedRow[]> =>
      (await table.query(assignedRows(lane))).map(({ row }) => row),
    requested: async () => (await table.query(requestRows(lane))).map(({ row }) => row),
    /** Names of certificates on each listener of a load balancer. */
    shown: (name: string) => {
      const found = elbv2.loadBalancers().find((one) => one.name === name);
      const listed = (found?.listeners ?? []).flatMap((one) => elbv2.shownBy(one.arn, clock.now())?.listed ?? []);
      return listed.map((arn) => acm.certificate(arn, clock.now())?.names.join(' ') ?? arn);
    },
    listener: (name: string): string =>
      elbv2
        .loadBalancers()
        .find((one) => one.name === name)
        ?.listeners.find(({ port }) => port === 443)?.arn ?? '',
    names: () => acm.certificates(clock.now()).map(({ names }) => names.join(' ')),
  };
}

/** The cluster has said all that it has, and claims has looked at all of it. */
async function spoken({ table, clock }: Parameters<typeof walked>[0]): Promise<void> {
  await walked({ table, clock });
  const claims = { ...newLane('claims:demo'), seq: 1_000, incarnation: await table.incarnation() };
  await table.transact([put(laneStateKey('claims:demo'), claims)]);
}

/** Claims has nothing to do about a zone that was read. */
async function heed(table: Around['table']): Promise<void> {
  const told = (await readUnsettled(table, 'demo')).filter(({ key }) => key === zoneItem(zone.id));
  if (told.length > 0) await table.transact(told.map((item) => remove(itemKey(item))));
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');

interface Around {
  readonly table: ReturnType<typeof memoryTable>;
  readonly clock: { now(): number };
  readonly lane: string;
}

/** Writes a site as claims does: the site row, the lane's row of it and an item. */
async function writeSite({ table, clock, lane }: Around, name: string, change: SiteChange): Promise<void> {
  const key = keyOf(name);
  const before = await table.get(siteKey(key));
  const generation = (before?.generation ?? 0) + 1;
  const holder = { cluster: 'demo', apiGroup: 'networking.k8s.io', kind: 'Ingress', key: 'shop/shop' };
  const row: SiteRow = {
    ...key,
    cluster: 'demo',
    holder,
    createdMs: before?.createdMs ?? clock.now(),
    state: 'live',
    wish: before?.wish ?? wishFor(),
    lanes: [lane],
    ...change,
    version: generation,
    generation,
  };
  const known = await table.get(laneRowKey(key, lane));
  await table.transact([
    put(siteKey(row), row),
    put(laneRowKey(row, lane), known ?? { site: key, lane, generation: 0, conditions: [], applied: false }),
    put(memberKey(lane, row), { site: key }),
    enqueue({ lane, key: key.host, row: siteRowName(row), generation, dueMs: clock.now() }),
  ]);
}
