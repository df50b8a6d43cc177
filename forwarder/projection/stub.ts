import type { ProjectedObject, Stub } from '#shared/domain/objects.ts';
import { objectLimitBytes, utf8Bytes } from '#shared/domain/wire-limits.ts';
import type { Field } from './fields.ts';
import type { Identity } from './identity.ts';
import { readVersion } from './metadata.ts';

type Named = Identity<Stub['kind']>;

/** What is left of an object that cannot be carried. */
export const tooLarge = (identity: Named, field: Field, message: string): Stub => ({
  ...headOf(identity, field),
  reason: 'TooLarge',
  message: `${message}: split it into several objects`,
});

export function retired(identity: Named, field: Field, instead: string): Stub {
  const { apiVersion } = identity;
  const isCustom = instead.slice(0, instead.lastIndexOf('/')).match(/^gateway\.|^traefik\./) !== null;
  const why = isCustom ? 'cannot be read' : 'is served by no supported Kubernetes';
  const message = `apiVersion ${apiVersion} ${why}: write ${instead}`;
  return { ...headOf(identity, field), reason: 'RetiredApiVersion', message };
}

/** The object, or what is left of it where it is larger than may be carried. */
export function withinLimit(object: ProjectedObject): ProjectedObject {
  const bytes = utf8Bytes(JSON.stringify(object));
  if (bytes <= objectLimitBytes || !('apiVersion' in object)) return object;
  const { kind, key, apiVersion, uid, generation, creationTimestamp } = object;
  return {
    kind,
    form: 'stub',
    key,
    apiVersion,
    ...(uid === undefined ? {} : { uid }),
    ...(generation === undefined ? {} : { generation }),
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    reason: 'TooLarge',
    message: `what matters of it is ${bytes} bytes, more than ${objectLimitBytes}: split it into several objects`,
  };
}

function headOf({ kind, key, apiVersion }: Named, field: Field) {
  return { kind, form: 'stub', key, apiVersion, ...readVersion({ problems: [] }, field) } as const;
}
