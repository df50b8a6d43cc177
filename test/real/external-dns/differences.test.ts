import { describe, it } from 'vitest';
import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import { type Installation, otherLoadBalancer } from './firstlight.ts';
import { externalNameText, ingressText } from './objects.ts';
import { createWorld } from './world.ts';

const ownerId = 'old-cluster';
const owner = `--txt-owner-id=${ownerId}`;
const long = `${'l'.repeat(60)}.example.com`;
const host = 'app.example.com';
const app = ingressText('shop/app', { hosts: [host] });
const other = { hostname: otherLoadBalancer };

interface Difference {
  readonly title: string;
  readonly manifests: string;
  readonly flags?: readonly string[];
  /** As the zone is by the time that Firstlight sees it. */
  readonly later?: (records: readonly ResourceRecordSet[]) => readonly ResourceRecordSet[];
  /** As the objects are by then. */
  readonly laterManifests?: string;
  readonly installation?: Partial<Installation>;
  /** What `firstlight plan` lists while observing; everything else stands as wished. */
  readonly plan?: readonly string[];
  /** What `firstlight sites` lists as standing with our mark, claimed by nobody. */
  readonly unclaimed?: readonly string[];
}

/** As external-dns marked them before 0.12: a TXT of the same name, and none for AAAA. */
const oldGeneration = (records: readonly ResourceRecordSet[]): readonly ResourceRecordSet[] =>
  records.flatMap((set) => {
    if (set.Type === 'TXT' && set.Name.startsWith('aaaa-')) return [];
    return set.Type === 'TXT' ? [{ ...set, Name: set.Name.replace('cname-', '') }] : [set];
  });

const differences: readonly Difference[] = [
  {
    title: 'the apex and labels of more than 57 characters have no ownership there',
    manifests: ingressText('website/home', { hosts: ['example.com', long] }),
    plan: ['cannot example.com', `cannot ${long}`],
  },
  {
    title: 'a host of two namespaces belongs to the one whose record stands',
    manifests: app + ingressText('other/app', { hosts: [host] }),
    plan: [`refuse ${host}`],
  },
  {
    title: 'a class without an edge is not read',
    manifests: ingressText('shop/app', { hosts: [host], className: 'traefik' }),
    unclaimed: [host],
  },
  {
    title: 'nor is a Service of another type',
    manifests: externalNameText('shop/app', host, 'shops.example.net'),
    flags: ['--service-type-filter=ExternalName'],
    unclaimed: [host],
  },
  {
    title: 'nor a name that only a template gives',
    manifests: ingressText('shop/app', { hosts: [] }),
    flags: ['--fqdn-template={{.Name}}.example.com'],
    unclaimed: [host],
  },
  {
    title: 'what went while nobody looked stays',
    manifests: app,
    laterManifests: '',
    unclaimed: [host],
  },
  {
    title: 'an Ingress without an address has that of its edge',
    manifests: ingressText('shop/app', { hosts: [host], address: 'none' }),
    plan: [`publish ${host}`],
  },
  {
    title: 'objects that a filter hid are read',
    manifests: app,
    flags: ['--label-filter=team=web'],
    plan: [`publish ${host}`],
  },
  {
    title: 'hosts of the TLS section are read',
    manifests: ingressText('shop/app', { hosts: [], tls: [host] }),
    flags: ['--ignore-ingress-tls-spec'],
    plan: [`publish ${host}`],
  },
  {
    title: 'an Ingress with a load balancer of its own would get that of its edge',
    manifests: ingressText('shop/app', { hosts: [host], address: other }),
    plan: [`change ${host}`],
  },
  {
    title: '… unless it names its own as target',
    manifests: ingressText('shop/app', { hosts: [host], address: other, annotations: { target: otherLoadBalancer } }),
  },
  {
    title: '… or the edge that it is',
    manifests: ingressText('shop/app', {
      hosts: [host],
      address: other,
      annotations: { 'firstlight.dev/edge': 'other' },
    }),
  },
  {
    title: 'targets of several Ingresses are not put together',
    manifests:
      ingressText('shop/a', { hosts: [host], annotations: { target: '192.0.2.1' } }) +
      ingressText('shop/b', { hosts: [host], annotations: { target: '192.0.2.2' } }),
    plan: [`change ${host}`],
  },
  {
    title: 'a CNAME to a load balancer would become an alias',
    manifests: app,
    flags: ['--aws-prefer-cname'],
    plan: [`change ${host}`],
  },
  {
    title: 'an alias evaluates the health of its target',
    manifests: app,
    flags: ['--no-aws-evaluate-target-health'],
    plan: [`change ${host}`],
  },
  {
    title: '… unless its object says otherwise',
    manifests: ingressText('shop/app', { hosts: [host], annotations: { 'aws-evaluate-target-health': 'false' } }),
  },
  {
    title: 'a TTL that a flag gave',
    manifests: ingressText('shop/app', { hosts: [host], className: 'metal', address: { ip: '192.0.2.10' } }),
    flags: ['--min-ttl=10m'],
    plan: [`change ${host}`],
  },
  {
    title: 'ownership that is encrypted',
    manifests: app,
    flags: ['--txt-encrypt-enabled', '--txt-encrypt-aes-key=01234567890123456789012345678901'],
    plan: [`cannot ${host}`],
  },
  { title: 'no ownership at all', manifests: app, flags: ['--registry=noop'], plan: [`cannot ${host}`] },
  {
    title: 'an owner id that is neither ours nor adopted',
    manifests: app,
    installation: { ownerId: 'new-cluster' },
    plan: [`cannot ${host}`],
  },
  { title: 'ownership of the first generation is kept as it is', manifests: app, later: oldGeneration },
];

describe.concurrent('where Firstlight differs from external-dns, it says so while observing', {
  timeout: 120_000,
}, () => {
  it.for(differences)('$title', async (difference, { expect }) => {
    const { manifests, flags = [], plan = [], unclaimed = [], ...rest } = difference;
    const { installation = {}, later = (records) => records, laterManifests = manifests } = rest;
    await using world = await createWorld();
    world.directory.write('all.yaml', manifests);
    const { records } = await world.peerAlone([owner, ...flags]);
    world.directory.write('all.yaml', laterManifests);
    const running = await world.firstlight({ ownerId, mode: 'observe', ...installation }, later(records));
    expect.soft(running.plan).toEqual(plan);
    expect.soft(running.unclaimed).toEqual(unclaimed);
    expect(await running.changeCalls()).toBe(0);
  });
});
