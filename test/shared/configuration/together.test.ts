import { expect, it } from 'vitest';
import { problemsIn } from './problems.ts';
import { edge, sample } from './sample.ts';

const [publicZone, privateZone] = sample.zones;
const second = { ...edge, name: 'second', classes: ['second'] };
const withEdges = (...changes: object[]) => ({
  ...sample,
  edges: [edge, ...changes.map((change) => ({ ...second, ...change }))],
});
const withZones = (...zones: object[]) => ({ ...sample, zones: [publicZone, privateZone, ...zones] });
const own = { use: { dnsName: 'lb.elb.amazonaws.com', hostedZoneId: 'Z0PUBLIC' } };

it.each<[unknown, string]>([
  [
    { ...sample, ownership: { prefix: 'a-', suffix: '-b' } },
    'ownership.suffix: excludes ownership.prefix, as in external-dns ("-b") – remove one of the two',
  ],
  [
    withZones({ name: 'example.org', id: 'Z0PUBLIC', view: 'public' }),
    'zones[2].id: is already the id of zones[0] ("Z0PUBLIC") – write each hosted zone once',
  ],
  [
    withZones({ name: 'example.com', id: 'Z0OTHER', view: 'private' }),
    'zones[2].name: is already the private zone zones[1] ("example.com") – keep one zone for each name and view',
  ],
  [
    withZones({ name: 'example.org', id: 'Z0OTHER', view: 'public', adopt: ['spare-owner'] }),
    'zones[2].adopt[0]: is the owner id of cluster spare itself ("spare-owner") – remove it',
  ],
  [
    withZones({ name: 'example.org', id: 'Z0OTHER', view: 'public', externalId: 'abc' }),
    'zones[2].externalId: has no effect without a role – add roleArn or remove it',
  ],
  [
    { ...sample, clusters: [{ name: 'demo' }, { name: 'demo' }] },
    'clusters[1].name: is already the name of clusters[0] ("demo") – give each cluster a name of its own',
  ],
  [
    { ...sample, clusters: [{ name: 'demo' }, { name: 'spare', ownerId: 'demo' }] },
    'clusters[1].ownerId: is already the owner id of cluster demo ("demo") – give each cluster an owner id of its own',
  ],
  [
    withEdges({ name: 'public' }),
    'edges[1].name: is already the name of edges[0] ("public") – give each edge a name of its own, also across clusters',
  ],
  [
    withEdges({ cluster: 'dmeo' }),
    'edges[1].cluster: is not a cluster of this configuration ("dmeo") – write one of demo, spare, or add it to clusters',
  ],
  [
    withEdges({ classes: ['x', 'public'] }),
    'edges[1].classes[1]: leads to edge public already ("public") – remove it here or from edges[0].classes',
  ],
  [
    withEdges({ gateways: ['g/one'] }, { name: 'third', classes: [], gateways: ['g/one'] }),
    'edges[2].gateways[0]: leads to edge second already ("g/one") – remove it here or from edges[1].gateways',
  ],
  [
    withEdges({ domains: ['example.com', 'example.net'] }),
    'edges[1].domains[1]: lies in no public zone ("example.net") – write a name in example.com, or add its zone to zones',
  ],
  [
    { ...sample, zones: [privateZone] },
    'edges[0].domains[0]: lies in no public zone ("example.com") – add a public zone to zones',
  ],
  [
    withEdges({ domains: ['badexample.com'] }),
    'edges[1].domains[0]: lies in no public zone ("badexample.com") – write a name in example.com, or add its zone to zones',
  ],
  [
    withEdges({ loadBalancer: own }),
    'edges[1].loadBalancer.use.hostedZoneId: is the id of your own zone example.com ("Z0PUBLIC") – write the CanonicalHostedZoneId that DescribeLoadBalancers shows',
  ],
  [withEdges({ externalId: 'abc' }), 'edges[1].externalId: has no effect without a role – add roleArn or remove it'],
  [
    { ...sample, hosts: { rules: [{ hosts: ['a.example.com'], namespaces: ['a'], cluster: 'other' }] } },
    'hosts.rules[0].cluster: is not a cluster of this configuration ("other") – write one of demo, spare, or add it to clusters',
  ],
  [
    { ...sample, services: { edge: 'pubic' } },
    'services.edge: is not an edge of this configuration ("pubic") – write one of public, or add it to edges',
  ],
])('%# is refused with one exact line', (written, line) => {
  expect(problemsIn(written)).toEqual([line]);
});

it('allows the same class on edges of different clusters', () => {
  expect(problemsIn(withEdges({ cluster: 'spare', classes: ['public'] }))).toEqual([]);
});

it('names every problem, also between parts when one part is broken', () => {
  const written = {
    ...withEdges({ name: 'public', view: 'publik' }, { name: 'public' }),
    mode: 'x',
    services: { edge: 'nowhere' },
  };
  expect(problemsIn(written)).toEqual([
    'mode: is not known ("x") – write one of observe, create-only, upsert-only, sync',
    'edges[1].view: is not known ("publik") – did you mean public?',
    'edges[1].name: is already the name of edges[0] ("public") – give each edge a name of its own, also across clusters',
    'edges[2].name: is already the name of edges[0] ("public") – give each edge a name of its own, also across clusters',
    'edges[2].classes[0]: leads to edge public already ("second") – remove it here or from edges[1].classes',
    'services.edge: is not an edge of this configuration ("nowhere") – write one of public, or add it to edges',
  ]);
});

it('looks at every entry of a list, whichever others are wrong', () => {
  const written = {
    ...withEdges({ domains: ['Example.com', 'example.net', 7, 'example.org'], classes: ['', 'public'] }),
    zones: [{ ...publicZone, id: '/hostedzone/Z0PUBLIC' }, privateZone],
  };
  expect(problemsIn(written)).toEqual([
    'zones[0].id: is not a hosted zone id ("/hostedzone/Z0PUBLIC") – write Z0PUBLIC',
    'edges[1].classes[0]: is not the name of a class ("") – write it as spec.ingressClassName or spec.loadBalancerClass has it',
    'edges[1].domains[0]: is not a DNS name ("Example.com") – write example.com',
    'edges[1].domains[2]: is not a DNS name (7) – write one in lower case without a final dot, for example example.com',
    'edges[1].classes[1]: leads to edge public already ("public") – remove it here or from edges[0].classes',
    'edges[1].domains[1]: lies in no public zone ("example.net") – write a name in example.com, or add its zone to zones',
    'edges[1].domains[3]: lies in no public zone ("example.org") – write a name in example.com, or add its zone to zones',
  ]);
});

it('never counts a wrong name as a name that is used twice', () => {
  const written = {
    ...sample,
    clusters: [{ name: 'demo' }, { name: 'A' }, { name: 'A' }],
    edges: [edge, { ...second, name: 'B' }, { ...second, name: 'B', classes: [] }],
  };
  expect(problemsIn(written)).toEqual([
    'clusters[1].name: is not a plain name ("A") – write lower-case letters, digits and -, at most 63 characters',
    'clusters[2].name: is not a plain name ("A") – write lower-case letters, digits and -, at most 63 characters',
    'edges[1].name: is not a plain name ("B") – write lower-case letters, digits and -, at most 63 characters',
    'edges[2].name: is not a plain name ("B") – write lower-case letters, digits and -, at most 63 characters',
  ]);
});

it('keeps quiet about references into a list that is broken itself', () => {
  const written = { ...sample, clusters: [{ name: 'Demo' }], zones: [{ ...publicZone, name: 'Example.com' }] };
  expect(problemsIn(written)).toEqual([
    'zones[0].name: is not a DNS name ("Example.com") – write example.com',
    'clusters[0].name: is not a plain name ("Demo") – write lower-case letters, digits and -, at most 63 characters',
  ]);
});
