import * as z from 'zod';
import { certManagerKind, endpointMonitorKind, kindIds, middlewareKinds } from '#shared/domain/kinds.ts';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import { objectLimitBytes, utf8Bytes } from '#shared/domain/wire-limits.ts';
import { IngressRoute, Route } from './projected-routes.ts';
import { addresses, identity, list, meta, ObjectKey, raw, sentence, texts, time } from './wire-fields.ts';

const Ingress = z.object({
  ...meta,
  kind: z.literal('networking.k8s.io/Ingress'),
  className: raw.exactOptional(),
  rules: list(z.object({ host: raw.exactOptional(), paths: list(raw).exactOptional() })),
  tls: list(z.object({ hosts: list(raw), secretName: raw.exactOptional() })),
  addresses,
});

const LoadBalancer = z.object({
  ...meta,
  kind: z.literal('/Service'),
  type: raw,
  loadBalancerClass: raw.exactOptional(),
  externalIPs: list(raw),
  clusterIP: raw.exactOptional(),
  ports: list(z.object({ port: z.number().int(), protocol: raw.exactOptional(), name: raw.exactOptional() })),
  addresses,
});

const IngressClass = z.object({
  ...meta,
  kind: z.literal('networking.k8s.io/IngressClass'),
  controller: raw.exactOptional(),
});

const Namespace = z.object({
  ...meta,
  kind: z.literal('/Namespace'),
  phase: raw.exactOptional(),
  deletionTimestamp: time.exactOptional(),
});

const EndpointMonitor = z.object({
  ...meta,
  kind: z.literal(endpointMonitorKind),
  url: raw.exactOptional(),
  ingress: raw.exactOptional(),
  forceHttps: z.boolean().exactOptional(),
  healthEndpoint: raw.exactOptional(),
  uptimeRobot: texts,
});

const Middleware = z.object({
  ...meta,
  kind: z.enum(middlewareKinds),
  login: z.enum(['forwardAuth', 'basicAuth', 'digestAuth']).exactOptional(),
  chain: list(raw),
});

const CertManagerCertificate = z.object({
  ...meta,
  kind: z.literal(certManagerKind),
  secretName: raw.exactOptional(),
  dnsNames: list(raw),
  commonName: raw.exactOptional(),
  issuerKind: raw.exactOptional(),
  issuerName: raw.exactOptional(),
});

const Source = z.object({
  kind: z.literal('firstlight.dev/Source'),
  form: z.literal('full'),
  key: ObjectKey,
  of: z.enum(kindIds),
  state: z.enum(['listed', 'forbidden', 'absent', 'off']),
  since: time,
  message: sentence.exactOptional(),
});

const File = z.object({
  kind: z.literal('firstlight.dev/File'),
  form: z.literal('full'),
  key: ObjectKey,
  reason: z.enum(['Unparsable', 'InvalidObject', 'DuplicateObject', 'UnsupportedKind']),
  message: sentence,
});

const Stub = z.object({
  ...identity,
  kind: z.enum(kindIds).exclude(['firstlight.dev/Source', 'firstlight.dev/File']),
  form: z.literal('stub'),
  reason: z.enum(['TooLarge', 'RetiredApiVersion', 'InvalidObject']),
  message: sentence,
});

const FullObject = z.discriminatedUnion('kind', [
  Ingress,
  LoadBalancer,
  IngressClass,
  Namespace,
  Route,
  IngressRoute,
  EndpointMonitor,
  Middleware,
  CertManagerCertificate,
  Source,
  File,
]);

/** One projected object as it crosses the wire; fields that this version does not know are dropped. */
export const WireObject: z.ZodType<ProjectedObject> = z
  .discriminatedUnion('form', [FullObject, Stub])
  .refine((object) => utf8Bytes(JSON.stringify(object)) <= objectLimitBytes, {
    error: `is larger than ${objectLimitBytes} bytes`,
  });
