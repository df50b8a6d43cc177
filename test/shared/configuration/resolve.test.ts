import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defineConfig } from '#shared/configuration/define.ts';
import { parseDocument } from '#shared/configuration/document.ts';
import { resolveConfiguration } from '#shared/configuration/resolve.ts';
import { noCertificates } from '#shared/domain/edge-certificates.ts';
import { problemsIn } from './problems.ts';
import { edge, sample } from './sample.ts';

const full = defineConfig({
  ...sample,
  mode: 'upsert-only',
  ownership: { format: 'external-dns-0.21', prefix: '%{record_type}-x.', wildcardReplacement: 'any' },
  zones: [{ ...sample.zones[0], name: 'example.com', id: 'Z0PUBLIC', view: 'public', policy: 'create-only' }],
  edges: [
    { ...edge, releaseAfterSeconds: 0, loadBalancer: { addresses: ['192.0.2.1', '2001:db8::1'] } },
    {
      ...edge,
      name: 'other',
      classes: [],
      region: 'us-gov-west-1',
      roleArn: 'arn:aws-us-gov:iam::123456789012:role/path/lb',
      externalId: 'abc',
      loadBalancer: { use: { dnsName: 'lb.us-gov-west-1.elb.amazonaws.com', hostedZoneId: 'Z33AYJ8TM3BH4J' } },
    },
  ],
  hosts: {
    default: 'refuse',
    rules: [{ hosts: ['**'], namespaces: ['*'], cluster: 'demo', policy: 'observe' }],
    quota: 5,
  },
  services: { edge: 'other' },
});

it('fills in every default', () => {
  expect(resolveConfiguration(sample)).toEqual({
    hub: { account: '123456789012', region: 'eu-central-1' },
    mode: 'observe',
    ownership: { format: 'external-dns-0.22', prefix: '', suffix: '', wildcardReplacement: '' },
    zones: [
      { name: 'example.com', id: 'Z0PUBLIC', view: 'public', policy: 'sync', adopt: ['old-owner'] },
      { name: 'example.com', id: 'Z0PRIVATE', view: 'private', policy: 'sync', adopt: [] },
    ],
    clusters: [
      { name: 'demo', ownerId: 'demo', ephemeral: [] },
      { name: 'spare', ownerId: 'spare-owner', ephemeral: [] },
    ],
    edges: [
      {
        ...edge,
        gateways: [],
        entryPoints: [],
        policy: 'sync',
        releaseAfterSeconds: 120,
        loadBalancer: {
          create: {
            ...('create' in edge.loadBalancer ? edge.loadBalancer.create : {}),
            type: 'alb',
            dualStack: false,
            subnetCidrs: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
            targets: { kind: 'ip' },
            tlsPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
            idleTimeoutSeconds: 3600,
            tcpPorts: [],
            controller: 'traefik',
          },
        },
        certificates: { ...noCertificates, mode: 'acm', mostPerNamespace: 20 },
      },
    ],
    hosts: { default: 'allow', rules: [] },
    services: {},
  });
});

it('keeps what is written', () => {
  expect(resolveConfiguration(full)).toMatchObject({
    ...full,
    edges: [full.edges[0], { loadBalancer: { use: { dualStack: false, hostedZoneId: 'Z33AYJ8TM3BH4J' } } }],
  });
});

it('takes a member that is undefined for absent', () => {
  const written = { ...sample, mode: undefined, clusters: [{ name: 'demo', account: undefined }] };
  expect(problemsIn(written)).toEqual([]);
});

it.each([sample, full])('reads a stored document as it was resolved (%#)', (written) => {
  const resolved = resolveConfiguration(written);
  expect(parseDocument(JSON.stringify(resolved))).toEqual(resolved);
  expect(parseDocument(resolved)).toEqual(resolved);
});

it('refuses a stored document that is not JSON, or not understood', () => {
  expect(() => parseDocument('{')).toThrow('configuration: the stored document is not JSON – deploy again');
  expect(() => parseDocument({ ...resolveConfiguration(sample), later: 1 })).toThrow('later: is not known here');
});

it('answers any value with lines, never with another error', () => {
  const mangled = fc.record(
    Object.fromEntries(
      Object.keys(full).map((key) => [key, fc.oneof(fc.constant(Reflect.get(full, key)), fc.anything())]),
    ),
  );
  fc.assert(
    fc.property(fc.oneof(fc.anything(), mangled), (written) => {
      for (const line of problemsIn(written)) expect(line).toMatch(/^\S[^\n]*: [^\n]+ – [^\n]+$/);
    }),
  );
});

it('shows strange keys and values on one line', () => {
  const rules = [{ hosts: ['a\nb.example.com', 'A\n.example.com'], namespaces: ['x'.repeat(500)] }];
  expect(problemsIn({ ...sample, 'a\nb': 1, hosts: { rules } })).toEqual([
    'hosts.rules[0].hosts[0]: is not a host pattern ("a\\nb.example.com") – mend it: it has characters that no host name has in "a\\nb"',
    'hosts.rules[0].hosts[1]: is not a host pattern ("A\\n.example.com") – mend it: it has characters that no host name has in "A\\n"',
    `hosts.rules[0].namespaces[0]: is not a namespace pattern ("${'x'.repeat(78)}…) – write a namespace, with * for any run of characters, for example pr-*`,
    '["a\\nb"]: is not known here – known are hub, mode, ownership, zones, clusters, edges, hosts, services, monitors, alerts',
  ]);
});
