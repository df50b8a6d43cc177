import type { ConfigurationInput } from '#shared/configuration/define.ts';

/** One cluster with a zone and an edge of its own, so that tests that run at the same time do not meet. */
export const parts = ['names', 'poison', 'killed', 'faults', 'guard', 'burst', 'lost', 'order', 'secure'] as const;

export const account = '111111111111';
export const region = 'eu-central-1';

/** What has certificates lies beneath a top-level domain that there is: ACM issues for no other. */
export const zoneName = (part: string): string => (part === 'secure' ? 'secure.example.net' : `${part}.example`);
export const zoneId = (part: string): string => `Z0E2E${part.toUpperCase()}`;
export const loadBalancer = { dnsName: 'lb-1.eu-central-1.elb.amazonaws.com', hostedZoneId: 'Z215JYRZR1TBD5' };

/** The one that certificates are put on, known by its ARN. */
export const securedLoadBalancer = {
  dnsName: 'secure-1.eu-central-1.elb.amazonaws.com',
  hostedZoneId: 'Z215JYRZR1TBD5',
  arn: `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/secure/50dc6c495c0c9188`,
};

/** The configuration of an installation with these parts; `releaseAfterSeconds` short, so that tests see names go. */
export function configurationOf(names: readonly string[], hubAccount = account): ConfigurationInput {
  return {
    hub: { account: hubAccount, region },
    mode: 'sync',
    zones: names.map((name) => ({ name: zoneName(name), id: zoneId(name), view: 'public' })),
    clusters: names.map((name) => ({ name, forwarder: { assumedBy: [`arn:aws:iam::${hubAccount}:role/pipeline`] } })),
    edges: names.map((name) => ({
      name,
      cluster: name,
      view: 'public',
      classes: ['public'],
      domains: [zoneName(name)],
      releaseAfterSeconds: 1,
      loadBalancer: { use: name === 'secure' ? securedLoadBalancer : loadBalancer },
    })),
  };
}

export const zonesOf = (names: readonly string[]) =>
  names.map((name) => ({ id: zoneId(name), name: zoneName(name), private: false }));
