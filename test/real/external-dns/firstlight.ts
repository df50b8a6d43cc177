import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import type { Ownership } from '#shared/domain/configuration.ts';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import { waitOnce } from '../../../local/start/once.ts';
import { parseOptions } from '../../../local/start/options.ts';
import { type Sandbox, startSandbox } from '../../../local/start/sandbox.ts';
import { eventually, type TestDirectory } from '../../support/sandbox-directory.ts';
import { listRecords } from './zone-records.ts';

export const zone = { id: 'Z0PEERPUBLIC00001', name: 'example.com' } as const;
/** Of the same name, for the network behind. */
export const privateZone = { id: 'Z0PEERPRIVATE0001', name: 'example.com' } as const;
export const loadBalancer = {
  dnsName: 'shop-1.eu-central-1.elb.amazonaws.com',
  hostedZoneId: 'Z215JYRZR1TBD5',
} as const;

/** In the same region. */
export const otherLoadBalancer = 'other-2.eu-central-1.elb.amazonaws.com';

/** What both controllers are told, each in its own words. */
export interface Installation {
  readonly ownerId: string;
  readonly ownership?: Partial<Ownership>;
  readonly dualStack?: boolean;
  readonly mode?: string;
  readonly adopt?: readonly string[];
  /** Without the two minutes in which a name may come back. */
  readonly settleReleases?: boolean;
  /** What stands in the private zone; without it there is none. */
  readonly privateRecords?: readonly ResourceRecordSet[];
}

/** What a run of Firstlight came to. */
export interface Firstlight {
  readonly route53Url: string;
  /** Hosts that stand as wished. */
  readonly ready: readonly string[];
  /** Hosts that do not, with the reason. */
  readonly others: Readonly<Record<string, string>>;
  /** What would be written and what cannot be, as `kind host`. */
  readonly plan: readonly string[];
  /** Hosts of records that nobody claims. */
  readonly unclaimed: readonly string[];
  /** Accepted and refused calls of ChangeResourceRecordSets so far, whoever made them. */
  changeCalls(): Promise<number>;
  /** All calls so far. */
  calls(): Promise<number>;
  /** What stands in the zone besides its NS and SOA. */
  records(): Promise<readonly ResourceRecordSet[]>;
  /** `firstlight release-ownership`, until it says that it is done; what external-dns will not take for its own. */
  giveBack(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Starts it before a zone that holds `records`, and waits until nothing more will happen. */
export async function startFirstlight(
  directory: TestDirectory,
  installation: Installation,
  records: readonly ResourceRecordSet[],
): Promise<Firstlight> {
  const { privateRecords, settleReleases = false } = installation;
  const config = join(directory.root, 'firstlight.config.ts');
  writeFileSync(config, `export default ${JSON.stringify(configurationOf(installation))};\n`);
  const seeds = [
    ...seed(directory, 'public', records),
    ...(privateRecords === undefined ? [] : seed(directory, 'private', privateRecords)),
  ];
  const files = ['--manifests', directory.manifests, '--config', config, ...seeds];
  const settle = settleReleases ? ['--settle-releases'] : [];
  const args = [...files, ...settle, '--dns-port', '0', '--once', '--timeout', '60'];
  const options = parseOptions(args, directory.root);
  if (options === 'help') throw new Error('help was not asked for');
  const scheduler = realScheduler();
  const sandbox = await startSandbox(options, { scheduler, random: Math.random, warn: () => undefined });
  const { document } = await waitOnce({ scheduler, ...sandbox }, options.timeoutSeconds);
  const waiting = document.sites.filter(({ ready }) => !ready);
  const reasons = waiting.map(({ host, conditions }) => [host, conditions.at(-1)?.reason ?? ''] as const);
  const refused = [...document.refused, ...document.skipped].map(({ host = '', reason }) => [host, reason] as const);
  const { entries } = await sandbox.desk.plan();
  return {
    route53Url: sandbox.route53Url,
    ready: document.sites.filter(({ ready }) => ready).map(({ host }) => host),
    others: Object.fromEntries([...reasons, ...refused]),
    plan: entries.map(({ kind, host, source }) => `${kind} ${host === '' ? source : host}`).sort(),
    unclaimed: (document.orphans ?? []).map(({ host }) => host).sort(),
    changeCalls: async () => (await sandbox.document()).calls.route53['ChangeResourceRecordSets'] ?? 0,
    async calls() {
      const { calls } = await sandbox.document();
      return Object.values(calls.route53).reduce((all, one) => all + one, 0);
    },
    records: () => listRecords(sandbox.route53Url, zone.id),
    giveBack: () => giveBack(sandbox),
    close: () => sandbox.close(),
  };
}

async function giveBack({ desk }: Sandbox): Promise<readonly string[]> {
  const say = () => desk.releaseOwnership('reader', { zone: zone.name });
  const { state, left, message } = await eventually(say, (answer) => answer.state === 'given back', 30_000);
  if (state !== 'given back') throw new Error(message);
  return left;
}

function seed(directory: TestDirectory, view: string, records: readonly ResourceRecordSet[]): readonly string[] {
  const file = join(directory.root, `${view}.json`);
  writeFileSync(file, JSON.stringify({ zone: zone.name, view, records }));
  return ['--seed-zone', file];
}

function configurationOf(installation: Installation) {
  const { ownerId, ownership = {}, dualStack = false, mode = 'sync', adopt = [], privateRecords } = installation;
  const edge = { cluster: 'demo', view: 'public', domains: [zone.name] };
  return {
    hub: { account: '123456789012', region: 'eu-central-1' },
    mode,
    ownership,
    zones: [
      { ...zone, view: 'public', adopt },
      ...(privateRecords === undefined ? [] : [{ ...privateZone, view: 'private', adopt }]),
    ],
    clusters: [{ name: 'demo', ownerId }],
    edges: [
      { ...edge, name: 'public', classes: ['public'], loadBalancer: { use: { ...loadBalancer, dualStack } } },
      { ...edge, name: 'metal', classes: ['metal'], loadBalancer: { addresses: ['192.0.2.10'] } },
      { ...edge, name: 'other', loadBalancer: { use: { ...loadBalancer, dnsName: otherLoadBalancer } } },
    ],
    services: { edge: 'public' },
  };
}
