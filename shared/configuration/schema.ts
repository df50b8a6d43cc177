import type * as z from 'zod';
import { POLICIES } from '../domain/policy.ts';
import { alerts } from './alerts-schema.ts';
import * as aws from './aws-syntax.ts';
import { certificates, target } from './edge-schema.ts';
import { monitorFields, monitors } from './monitors-schema.ts';
import { choice, list, notYet, section, text, whole } from './shapes.ts';
import * as syntax from './syntax.ts';

const policy = choice(POLICIES, {
  'dry-run': 'observe',
  dryrun: 'observe',
  create: 'create-only',
  upsert: 'upsert-only',
});
const view = choice(['public', 'private'], { internal: 'private', external: 'public', internet: 'public' });
const access = { roleArn: text(aws.roleArn).exactOptional(), externalId: text(aws.externalId).exactOptional() };

export const zone = section({
  name: text(syntax.dnsName),
  id: text(aws.hostedZoneId),
  view,
  policy: policy.default('sync'),
  ...access,
  adopt: list(text(syntax.ownerId), 'external-dns owner ids').default([]),
});

/** Of a cluster; without it, all its defaults hold. */
export const forwarder = section({
  namespace: text(syntax.plainName).default('firstlight'),
  serviceAccount: text(syntax.objectName).default('firstlight-forwarder'),
  oidcProvider: text(aws.oidcProvider).exactOptional(),
  assumedBy: list(text(aws.roleArn), 'ARNs of roles').default([]),
});

export const cluster = section({
  name: text(syntax.plainName),
  account: text(aws.account).exactOptional(),
  ownerId: text(syntax.ownerId).exactOptional(),
  ephemeral: list(text(syntax.namespacePattern), 'namespace patterns').default([]),
  forwarder: forwarder.exactOptional(),
}).transform((value) => ({ ...value, ownerId: value.ownerId ?? value.name }));

export const edge = section({
  name: text(syntax.plainName),
  cluster: text(syntax.plainName),
  view,
  classes: list(text(syntax.className), 'ingress classes').default([]),
  gateways: list(text(syntax.gateway), 'Gateways').default([]),
  entryPoints: list(text(syntax.entryPoint), 'entry points').default([]),
  domains: list(text(syntax.dnsName), 'domains', { min: 1, one: 'domain' }),
  policy: policy.default('sync'),
  region: text(aws.region).exactOptional(),
  ...access,
  releaseAfterSeconds: whole(0, 86_400, 'seconds').default(120),
  loadBalancer: target,
  certificates: certificates.prefault({}),
  monitors: monitorFields.exactOptional(),
}).transform((value) => ({
  ...value,
  certificates: {
    ...value.certificates,
    mode: value.certificates.mode ?? defaultMode(value.loadBalancer),
    mostPerNamespace: value.certificates.mostPerNamespace ?? shareOf(value.certificates.most),
  },
}));

/** So that no namespace alone fills a load balancer that others use as well. */
const shareOf = (most: number): number => Math.max(1, Math.floor(most * 0.8));

/** Certificates are put only on a load balancer whose ARN is known, or will be. */
const defaultMode = (of: z.output<typeof target>): 'acm' | 'off' =>
  'create' in of || ('use' in of && ('arn' in of.use || 'tags' in of.use)) ? 'acm' : 'off';

export const hostRule = section({
  hosts: list(text(syntax.hostPattern), 'host patterns', { min: 1, one: 'host pattern' }),
  cluster: text(syntax.plainName).exactOptional(),
  namespaces: list(text(syntax.namespacePattern), 'namespace patterns', { min: 1, one: 'namespace pattern' }),
  policy: policy.exactOptional(),
});

const hosts = section({
  default: choice(['allow', 'refuse'], { deny: 'refuse', reject: 'refuse', forbid: 'refuse', permit: 'allow' }).default(
    'allow',
  ),
  rules: list(hostRule, 'host rules').default([]),
  quota: whole(1, 1_000_000, 'sites').exactOptional(),
});

const ownership = section({
  format: choice(['external-dns-0.22', 'external-dns-0.21']).default('external-dns-0.22'),
  prefix: text(syntax.prefix).default(''),
  suffix: text(syntax.suffix).default(''),
  wildcardReplacement: text(syntax.wildcardReplacement).default(''),
});

const services = section({
  edge: text(syntax.plainName).exactOptional(),
  traefik: list(text(syntax.clusterService), 'Services').exactOptional(),
});

/** What each part must look like by itself; how the parts fit together is checked in `check.ts`. */
export const configuration = section({
  hub: section({ account: text(aws.account), region: text(aws.region) }),
  mode: policy.default('observe'),
  ownership: ownership.prefault({}),
  zones: list(zone, 'hosted zones'),
  clusters: list(cluster, 'clusters'),
  edges: list(edge, 'edges'),
  hosts: hosts.prefault({}),
  services: services.prefault({}),
  expose: notYet(),
  monitors: monitors.exactOptional(),
  alerts: alerts.exactOptional(),
});
