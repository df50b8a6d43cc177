import { type GivenCertificate, givenCertificate } from '#local/cloud/acm/seed.ts';
import type { GivenLoadBalancer } from '#local/cloud/elbv2/load-balancer.ts';

export const place = { account: '123456789012', region: 'eu-central-1' } as const;

/** The quota of each load balancer. */
export const certificatesOnOne = 4;

/** Somebody else's, on every load balancer: the default one, and one in its list. */
export const foreign: readonly GivenCertificate[] = (['default.example.net', 'other.example.net'] as const).map(
  (name) => ({
    ...place,
    names: [name],
    type: 'IMPORTED',
    createdAtMs: Date.UTC(2025, 0, 1),
    notAfterMs: Date.UTC(2035, 0, 1),
  }),
);
export const [foreignDefault = '', foreignEntry = ''] = foreign.map((one) => givenCertificate(one).arn);

/** The load balancer of a cluster's public edge; one that was replaced has another generation. */
export const balancerOf = (cluster: string, generation: number): GivenLoadBalancer => ({
  ...place,
  name: `fl-${cluster}-${generation}`,
  type: 'application',
  scheme: 'internet-facing',
  dnsName: `fl-${cluster}-${generation}.eu-central-1.elb.amazonaws.com`,
  hostedZoneId: 'Z215JYRZR1TBD5',
  listeners: [
    { port: 80, protocol: 'HTTP' },
    { port: 443, protocol: 'HTTPS', defaultCertificate: foreignDefault },
  ],
});
