import * as z from 'zod';
import { keyLimitBytes } from '#shared/domain/keys.ts';
import { listLimit, messageTextLimit, textLimitBytes, utf8Bytes, valueLimitBytes } from '#shared/domain/wire-limits.ts';

const limited = (bytes: number) =>
  z.string().refine((text) => utf8Bytes(text) <= bytes, { error: `is longer than ${bytes} bytes` });

export const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(listLimit).readonly();
/** One host name, path, class, address or the like. */
export const raw = limited(textLimitBytes);
/** An annotation's value, a rule. */
export const longText = limited(valueLimitBytes);
export const sentence = z.string().max(messageTextLimit);
export const time = z.string().max(64);

/** A key on the wire: not empty, well-formed, with a slash. */
export const ObjectKey = limited(keyLimitBytes).refine((text) => text.includes('/') && text.isWellFormed(), {
  error: 'is no key of the form namespace/name',
});

export const identity = {
  key: ObjectKey,
  apiVersion: raw,
  uid: z.string().max(128).exactOptional(),
  generation: z.number().int().min(0).exactOptional(),
  creationTimestamp: time.exactOptional(),
};

export const texts = z.record(raw, longText).readonly();

/** Annotations that are carried, and those that are only named. */
export const annotated = {
  annotations: texts,
  oversized: list(z.object({ name: raw, bytes: z.number().int().min(0) })).exactOptional(),
};

export const meta = {
  ...identity,
  ...annotated,
  form: z.literal('full'),
  labels: texts,
  problems: list(z.object({ field: raw, message: sentence })).exactOptional(),
};

export const addresses = list(z.object({ ip: raw.exactOptional(), hostname: raw.exactOptional() }));
