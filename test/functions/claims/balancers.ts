import type { Configuration } from '../../../shared/domain/configuration.ts';
import { testConfiguration } from './samples.ts';

export const balancerOf = (name: string) => ({
  dnsName: `${name}.eu-central-1.elb.amazonaws.com`,
  hostedZoneId: 'Z215JYRZR1TBD5',
  dualStack: false,
  arn: `arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/${name}/1`,
});

/** The public edge has this load balancer, and certificates where `mode` says so. */
export const on = (name: string, mode: 'acm' | 'off' = 'acm'): Configuration => {
  const configuration = testConfiguration();
  const edges = configuration.edges.map((edge) =>
    edge.name === 'public'
      ? { ...edge, loadBalancer: { use: balancerOf(name) }, certificates: { ...edge.certificates, mode } }
      : edge,
  );
  return { ...configuration, edges };
};

/** What a name wishes that leads to the load balancer of the public edge. */
export const leadsTo = (name: string) => ({
  edge: 'public',
  target: { kind: 'alias', alias: { dnsName: balancerOf(name).dnsName } },
});
