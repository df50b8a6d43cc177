import { givenLoadBalancer } from '#local/cloud/elbv2/load-balancer.ts';
import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import type { ConfigurationInput } from '#shared/configuration/define.ts';
import type { FoundLoadBalancers } from '#shared/configuration/in-force.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { Policy } from '#shared/domain/policy.ts';
import { configurationInForce } from '../support/configuration-document.ts';
import { balancerOf, certificatesOnOne } from './world/balancers.ts';

/** What may be different from one simulated installation to the next, and from one deployment of it to another. */
export interface Setting {
  readonly mode: Policy;
  readonly zonePolicy?: Policy;
  readonly edgePolicy?: Policy;
  /** Also: a zone beneath the first one. */
  readonly hasSubzone: boolean;
  readonly clusters: readonly ('blue' | 'green')[];
  /** Names of the public edges get this appended. */
  readonly edgeSuffix: '' | '-2';
  readonly address: '192.0.2.1' | '192.0.2.2';
  readonly reserved: boolean;
  readonly quota?: number;
  readonly releaseAfterSeconds: number;
  readonly formatOf: 'external-dns-0.21' | 'external-dns-0.22';
  /** Its public edges have certificates. Default false. */
  readonly hasCertificates?: boolean;
  /** Its names are watched from outside, and people told. */
  readonly watched?: Watched;
}

/** How names are watched from outside. */
export interface Watched {
  /** `small`: the free one, with room for a few; `crowded`: more monitors of others than fit on a page. */
  readonly plan: 'free' | 'small' | 'team' | 'crowded';
  readonly afterRelease: 'immediately' | 'never' | { readonly seconds: number };
  /** What somebody else called a monitor of the same URL may be taken over. */
  readonly adopts: boolean;
}

/** The public zone leads to the one beneath it. */
export const subzoneDelegation: ResourceRecordSet = {
  Name: 'sub.example.com.',
  Type: 'NS',
  TTL: 300,
  ResourceRecords: [{ Value: 'ns-1.example.net.' }],
};

export const zoneIds = { public: 'Z0PUBLIC', private: 'Z0PRIVATE', sub: 'Z0SUB' } as const;

/** What somebody has called monitors that are there from before. */
export const formerMonitor = 'former';

export const plainSetting: Setting = {
  mode: 'sync',
  hasSubzone: false,
  clusters: ['blue'],
  edgeSuffix: '',
  address: '192.0.2.1',
  reserved: false,
  releaseAfterSeconds: 120,
  formatOf: 'external-dns-0.22',
};

/**
 * Each cluster has a public edge with a load balancer that a deployment makes, and a private one with fixed addresses.
 * `generation` tells a load balancer that was replaced from the first.
 */
export function configurationOf(setting: Setting, generation = 1): Configuration {
  const { mode, zonePolicy, edgePolicy, clusters, edgeSuffix, releaseAfterSeconds, quota } = setting;
  const policyOf = (policy: Policy | undefined) => (policy === undefined ? {} : { policy });
  const written: ConfigurationInput = {
    hub: { account: '123456789012', region: 'eu-central-1' },
    mode,
    ownership: { format: setting.formatOf },
    zones: [
      { name: 'example.com', id: zoneIds.public, view: 'public', ...policyOf(zonePolicy), adopt: ['old-dns'] },
      { name: 'example.com', id: zoneIds.private, view: 'private' },
      ...(setting.hasSubzone ? [{ name: 'sub.example.com', id: zoneIds.sub, view: 'public' as const }] : []),
    ],
    clusters: clusters.map((name) => ({ name, ephemeral: ['pr-*'] })),
    edges: clusters.flatMap((cluster) => [
      {
        name: `${cluster}-public${edgeSuffix}`,
        ...{ cluster, view: 'public' as const, classes: ['public'], domains: ['example.com'], releaseAfterSeconds },
        ...policyOf(edgePolicy),
        certificates: setting.hasCertificates ? ofPublicEdges : { mode: 'off' },
        loadBalancer: {
          create: {
            vpcId: 'vpc-0a1b2c3d4e5f60718',
            subnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
          },
        },
      },
      {
        name: `${cluster}-private`,
        ...{ cluster, view: 'private' as const, classes: ['private'], domains: ['example.com'], releaseAfterSeconds },
        loadBalancer: { addresses: [setting.address] },
      },
    ]),
    hosts: {
      default: 'allow',
      rules: setting.reserved
        ? [{ hosts: ['h1.example.com', '**.pay.example.com'], namespaces: ['team-a', 'team-b'] }]
        : [],
      ...(quota === undefined ? {} : { quota }),
    },
    services: { edge: `${clusters[0]}-public${edgeSuffix}` },
    ...watchedBy(setting),
  };
  return configurationInForce(written, loadBalancersOf(setting, generation));
}

function watchedBy({ watched }: Setting): Pick<ConfigurationInput, 'monitors' | 'alerts'> {
  if (watched === undefined) return {};
  const { afterRelease, adopts } = watched;
  const key = { environment: 'KEY' };
  const adopt = adopts ? [formerMonitor] : [];
  return {
    monitors: { accounts: [{ name: 'main', provider: 'uptimerobot', apiKey: key, adopt }], afterRelease },
    alerts: { channels: [{ name: 'ops', kind: 'slack', token: { environment: 'TOKEN' }, channel: '#ops' }] },
  };
}

/** Few places, so that hosts have to share certificates. */
const ofPublicEdges = { mode: 'acm', names: 'host', most: certificatesOnOne, perNamespaceAndYear: 500 } as const;

/** What a deployment of the load balancers' stack made. */
function loadBalancersOf(setting: Setting, generation: number): FoundLoadBalancers {
  return Object.fromEntries(
    setting.clusters.map((cluster) => [
      `${cluster}-public${setting.edgeSuffix}`,
      {
        dnsName: `fl-${cluster}-${generation}.eu-central-1.elb.amazonaws.com`,
        hostedZoneId: 'Z215JYRZR1TBD5',
        dualStack: generation % 2 === 0,
        ...(setting.hasCertificates ? { arn: givenLoadBalancer(balancerOf(cluster, generation)).arn } : {}),
      },
    ]),
  );
}
