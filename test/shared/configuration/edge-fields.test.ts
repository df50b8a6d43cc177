import { expect, it } from 'vitest';
import { problemsIn } from './problems.ts';
import { edge, sample } from './sample.ts';

const withEdge = (change: object) => ({ ...sample, edges: [{ ...edge, ...change }] });
const use = { dnsName: 'lb.eu-central-1.elb.amazonaws.com', hostedZoneId: 'Z215JYRZR1TBD5' };
const withUse = (change: object) => withEdge({ loadBalancer: { use: { ...use, ...change } } });

const plainName = 'write lower-case letters, digits and -, at most 63 characters';
const oneTarget = 'write exactly one of create, use and addresses';

it.each<[unknown, string]>([
  [withEdge({ name: 'My edge' }), `edges[0].name: is not a plain name ("My edge") – ${plainName}`],
  [
    withEdge({ ttl: 60 }),
    'edges[0].ttl: is not known here – known are name, cluster, view, classes, gateways, entryPoints, domains, policy, region, roleArn, externalId, releaseAfterSeconds, loadBalancer, certificates, monitors',
  ],
  [withEdge({ class: ['a'] }), 'edges[0].class: is not known here – did you mean classes?'],
  [
    withEdge({ classes: 'public' }),
    'edges[0].classes: is not a list ("public") – write a list of ingress classes, […]',
  ],
  [
    withEdge({ gateways: ['public'] }),
    'edges[0].gateways[0]: is not a Gateway ("public") – write namespace/name, for example gateways/public',
  ],
  [
    withEdge({ entryPoints: [''] }),
    'edges[0].entryPoints[0]: is not a Traefik entry point ("") – write its name from Traefik’s static configuration, for example websecure',
  ],
  [withEdge({ domains: [] }), 'edges[0].domains: is empty – write at least one domain'],
  [
    withEdge({ releaseAfterSeconds: -1 }),
    'edges[0].releaseAfterSeconds: is not within the bounds (-1) – write a whole number of seconds from 0 to 86400',
  ],
  [
    withEdge({ releaseAfterSeconds: '2m' }),
    'edges[0].releaseAfterSeconds: is not a number ("2m") – write a whole number of seconds from 0 to 86400',
  ],
  [withEdge({ loadBalancer: undefined }), 'edges[0].loadBalancer: is missing – write { create, use, addresses }'],
  [withEdge({ loadBalancer: {} }), `edges[0].loadBalancer: names no target – ${oneTarget}`],
  [
    withEdge({ loadBalancer: { use, addresses: ['192.0.2.1'] } }),
    `edges[0].loadBalancer: names more than one target – ${oneTarget}`,
  ],
  [
    withEdge({ loadBalancer: { addresses: ['192.0.2.1/24'] } }),
    'edges[0].loadBalancer.addresses[0]: is not an IP address ("192.0.2.1/24") – write an IPv4 or IPv6 address without prefix length or zone',
  ],
  [
    withEdge({ loadBalancer: { addresses: ['lb.example.net'] } }),
    'edges[0].loadBalancer.addresses[0]: is not an IP address ("lb.example.net") – write an IPv4 or IPv6 address, or name a load balancer under use',
  ],
  [
    withEdge({ loadBalancer: { create: { vpcId: 'vpc-1', subnetIds: ['subnet-01234567', 'subnet-89abcdef'] } } }),
    'edges[0].loadBalancer.create.vpcId: is not a VPC id ("vpc-1") – write one such as vpc-0123456789abcdef0',
  ],
  [
    withEdge({ loadBalancer: { create: { vpcId: 'vpc-01234567', subnetIds: ['subnet-01234567'] } } }),
    'edges[0].loadBalancer.create.subnetIds: has too few entries – write at least 2 subnet ids',
  ],
  [
    withUse({ dnsName: 'dualstack.LB.elb.amazonaws.com' }),
    'edges[0].loadBalancer.use.dnsName: is not the DNS name of a load balancer ("dualstack.LB.elb.amazonaws.com") – write lb.elb.amazonaws.com',
  ],
  [
    withUse({ hostedZoneId: 'x' }),
    'edges[0].loadBalancer.use.hostedZoneId: is not a hosted zone id ("x") – write it as Route 53 shows it, for example Z0123456789ABCDEFGHIJ',
  ],
  [
    withUse({ dualStack: 'yes' }),
    'edges[0].loadBalancer.use.dualStack: is not true or false ("yes") – write true or false',
  ],
])('%# is refused with one exact line', (written, line) => {
  expect(problemsIn(written)).toEqual([line]);
});
