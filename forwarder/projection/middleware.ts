import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import type { Middleware } from '#shared/domain/objects.ts';
import { below, type Field, isRecord, present, type Reading, readList, readText } from './fields.ts';

const logins = ['forwardAuth', 'basicAuth', 'digestAuth'] as const;

/** Of the whole only whether it asks for a login: addresses and names of Secrets are nobody's business. */
export function readMiddleware(
  reading: Reading,
  object: Field,
  namespace: string,
): Omit<Middleware, 'kind' | keyof ObjectMeta> {
  const spec = below(reading, object, 'spec');
  return {
    ...present({ login: logins.find((one) => isRecord(below(reading, spec, one).value)) }),
    chain: readMiddlewareRefs(reading, below(reading, below(reading, spec, 'chain'), 'middlewares'), namespace),
  };
}

/** Each once, as `namespace/name`; one that names its provider, `name@provider`, is told as it is. */
export function readMiddlewareRefs(reading: Reading, list: Field, namespace: string): readonly string[] {
  const refs = readList(reading, list).flatMap((entry) => {
    const name = readText(reading, below(reading, entry, 'name'));
    const of = readText(reading, below(reading, entry, 'namespace')) || namespace;
    if (name === undefined) return [];
    return [name.includes('@') ? name : `${of}/${name}`];
  });
  return [...new Set(refs)];
}
