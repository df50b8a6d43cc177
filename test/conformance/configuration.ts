import type { Configuration, Edge } from '../../shared/domain/configuration.ts';
import { noCertificates } from '../../shared/domain/edge-certificates.ts';
import { emptyConfiguration } from '../support/configuration-document.ts';
import { monitorPolicy } from '../support/monitor-policy.ts';

const edge = {
  cluster: 'demo',
  gateways: [],
  entryPoints: [],
  classes: [],
  domains: ['example.com'],
  policy: 'sync',
  releaseAfterSeconds: 120,
  certificates: noCertificates,
} as const;

const edges: readonly Edge[] = [
  {
    ...edge,
    name: 'public',
    view: 'public',
    classes: ['public'],
    gateways: ['infra/public'],
    entryPoints: ['websecure'],
    loadBalancer: {
      use: { dnsName: 'public-1.eu-central-1.elb.amazonaws.com', hostedZoneId: 'Z215JYRZR1TBD5', dualStack: false },
    },
  },
  {
    ...edge,
    name: 'private',
    view: 'private',
    classes: ['private'],
    gateways: ['infra/private'],
    entryPoints: ['internal'],
    loadBalancer: { addresses: ['10.0.0.1'] },
  },
  {
    ...edge,
    name: 'secure',
    view: 'public',
    classes: ['secure'],
    gateways: ['infra/secure'],
    entryPoints: ['secured'],
    certificates: { ...noCertificates, mode: 'acm' },
    loadBalancer: {
      use: { dnsName: 'secure-1.eu-central-1.elb.amazonaws.com', hostedZoneId: 'Z215JYRZR1TBD5', dualStack: false },
    },
  },
  // Behind a router that translates addresses.
  {
    ...edge,
    name: 'home',
    view: 'public',
    classes: ['home'],
    entryPoints: ['web'],
    loadBalancer: { addresses: ['203.0.113.7', '2001:db8::7'] },
  },
];

/** What every case of the corpus is played under: two zones of one name, three edges of one cluster, one reserved host; what asks for it is watched. */
export const corpusConfiguration: Configuration = {
  ...emptyConfiguration,
  zones: [
    { name: 'example.com', id: 'Z1', view: 'public', policy: 'sync', adopt: [] },
    { name: 'example.com', id: 'Z2', view: 'private', policy: 'sync', adopt: [] },
  ],
  clusters: [{ name: 'demo', ownerId: 'demo', ephemeral: [] }],
  edges,
  services: { traefik: ['traefik/traefik', 'traefik/a', 'traefik/b'] },
  hosts: { default: 'allow', rules: [{ hosts: ['pay.example.com', '*.pay.example.com'], namespaces: ['payments'] }] },
  monitors: { ...monitorPolicy, enabled: 'annotated' },
};
