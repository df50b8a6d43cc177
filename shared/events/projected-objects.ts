import * as z from 'zod';
import { keyLimitBytes } from '#shared/domain/keys.ts';
import { kindIds } from '#shared/domain/kinds.ts';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import {
  listLimit,
  messageTextLimit,
  objectLimitBytes,
  textLimitBytes,
  utf8Bytes,
  valueLimitBytes,
} from '#shared/domain/wire-limits.ts';

const limited = (bytes: number) =>
  z.string().refine((text) => utf8Bytes(text) <= bytes, { error: `is longer than ${bytes} bytes` });
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(listLimit).readonly();
const raw = limited(textLimitBytes);
const sentence = z.string().max(messageTextLimit);
const time = z.string().max(64);

/** A key on the wire: not empty, well-formed, with a slash. */
export const ObjectKey = limited(keyLimitBytes).refine((text) => text.includes('/') && text.isWellFormed(), {
  error: 'is no key of the form namespace/name',
});

const identity = {
  key: ObjectKey,
  apiVersion: raw,
  uid: z.string().max(128).exactOptional(),
  generation: z.number().int().min(0).exactOptional(),
  creationTimestamp: time.exactOptional(),
};
const meta = {
  ...identity,
  form: z.literal('full'),
  annotations: z.record(raw, limited(valueLimitBytes)).readonly(),
  labels: z.record(raw, limited(valueLimitBytes)).readonly(),
  oversized: list(z.object({ name: raw, bytes: z.number().int().min(0) })).exactOptional(),
  problems: list(z.object({ field: raw, message: sentence })).exactOptional(),
};
const addresses = list(z.object({ ip: raw.exactOptional(), hostname: raw.exactOptional() }));

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

const FullObject = z.discriminatedUnion('kind', [Ingress, LoadBalancer, IngressClass, Namespace, Source, File]);

/** One projected object as it crosses the wire; fields that this version does not know are dropped. */
export const WireObject: z.ZodType<ProjectedObject> = z
  .discriminatedUnion('form', [FullObject, Stub])
  .refine((object) => utf8Bytes(JSON.stringify(object)) <= objectLimitBytes, {
    error: `is larger than ${objectLimitBytes} bytes`,
  });
