import { describe, it } from 'vitest';
import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import { compare, type Difference, host } from './differences.ts';
import { ingressText } from './objects.ts';

const app = ingressText('shop/app', { hosts: [host] });

/** As external-dns marked them before 0.12: a TXT of the same name, and none for AAAA. */
const oldGeneration = (records: readonly ResourceRecordSet[]): readonly ResourceRecordSet[] =>
  records.flatMap((set) => {
    if (set.Type === 'TXT' && set.Name.startsWith('aaaa-')) return [];
    return set.Type === 'TXT' ? [{ ...set, Name: set.Name.replace('cname-', '') }] : [set];
  });

const differences: readonly Difference[] = [
  {
    title: 'a name that only a template gives is not read',
    manifests: ingressText('shop/app', { hosts: [] }),
    flags: ['--fqdn-template={{.Name}}.example.com'],
    unclaimed: [host],
  },
  {
    title: '… unless an annotation gives it too',
    manifests: ingressText('shop/app', { hosts: [], annotations: { hostname: host } }),
    flags: ['--fqdn-template={{.Name}}.example.com', '--combine-fqdn-annotation'],
  },
  {
    title: 'objects that a filter hid are read',
    manifests: app,
    flags: ['--label-filter=team=web'],
    plan: [`publish ${host}`],
  },
  {
    title: '… unless they are given to another controller',
    manifests: ingressText('shop/app', { hosts: [host], annotations: { 'firstlight.dev/controller': 'nobody' } }),
    flags: ['--label-filter=team=web'],
  },
  {
    title: 'hosts of the TLS section are read',
    manifests: ingressText('shop/app', { hosts: [], tls: [host] }),
    flags: ['--ignore-ingress-tls-spec'],
    plan: [`publish ${host}`],
  },
  {
    title: '… unless only annotations count',
    manifests: ingressText('shop/app', {
      hosts: [],
      tls: [host],
      annotations: { 'firstlight.dev/ingress-hostname-source': 'annotation-only' },
    }),
    flags: ['--ignore-ingress-tls-spec'],
  },
  {
    title: 'a CNAME to a load balancer would become an alias',
    manifests: app,
    flags: ['--aws-prefer-cname'],
    plan: [`change ${host}`],
  },
  {
    title: '… unless its object says otherwise, to us alone',
    manifests: ingressText('shop/app', { hosts: [host], annotations: { 'firstlight.dev/alias': 'false' } }),
    flags: ['--aws-prefer-cname'],
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
    title: '… unless its object gives it too',
    manifests: ingressText('shop/app', {
      hosts: [host],
      className: 'metal',
      address: { ip: '192.0.2.10' },
      annotations: { ttl: '10m' },
    }),
    flags: ['--min-ttl=10m'],
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

describe.concurrent('what flags of external-dns did', { timeout: 120_000 }, () => {
  it.for(differences)('$title', async (difference, { expect }) => {
    const { plan = [], unclaimed = [] } = difference;
    expect(await compare(difference)).toEqual({ plan, unclaimed, calls: 0 });
  });
});
