import { objectKeyOf } from '#shared/domain/keys.ts';
import { type ClusterKind, clusterScoped } from '#shared/domain/objects.ts';
import { describeValue, isRecord } from './fields.ts';

/** Who an object is, whatever else it holds. */
export interface Identity {
  readonly kind: ClusterKind;
  readonly key: string;
  readonly apiVersion: string;
  /** The apiVersion to write instead, where no supported Kubernetes serves the one written. */
  readonly retiredFor?: string;
}

/** `ignored`: nothing of ours. `unreadable`: ours, yet it cannot be named; `partial`: it has no name yet. */
export type Identified =
  | { readonly result: 'known'; readonly identity: Identity }
  | { readonly result: 'ignored' }
  | { readonly result: 'unreadable'; readonly message: string; readonly partial: boolean };

/** The versions spoken of, and all groups that served the kind (Kubernetes "Deprecated API Migration Guide", v1.22). */
const kinds: readonly { kind: ClusterKind; name: string; apiVersion: string; groups: readonly string[] }[] = [
  {
    kind: 'networking.k8s.io/Ingress',
    name: 'Ingress',
    apiVersion: 'networking.k8s.io/v1',
    groups: ['networking.k8s.io', 'extensions'],
  },
  {
    kind: 'networking.k8s.io/IngressClass',
    name: 'IngressClass',
    apiVersion: 'networking.k8s.io/v1',
    groups: ['networking.k8s.io'],
  },
  { kind: '/Service', name: 'Service', apiVersion: 'v1', groups: [''] },
  { kind: '/Namespace', name: 'Namespace', apiVersion: 'v1', groups: [''] },
];

/** Kubernetes, "Object Names and IDs": DNS subdomain names; namespaces are DNS labels. */
const nameForm = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
const namespaceForm = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Reads apiVersion, kind, namespace and name. An object without a namespace is in `default`, as with kubectl. */
export function identify(raw: unknown): Identified {
  if (!isRecord(raw)) return { result: 'ignored' };
  const { apiVersion, kind: kindName, metadata } = raw;
  if (typeof apiVersion !== 'string' || typeof kindName !== 'string') return { result: 'ignored' };
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const known = kinds.find((candidate) => candidate.name === kindName && candidate.groups.includes(group));
  if (known === undefined) return { result: 'ignored' };
  if (!isRecord(metadata))
    return unreadable(`${kindName}: metadata is ${describeValue(metadata)}, not an object`, true);
  const { name, namespace } = metadata;
  if (typeof name !== 'string' || !nameForm.test(name)) {
    return unreadable(
      `${kindName}: metadata.name is ${shown(name)}: write lower case letters, digits, - and .`,
      isMissing(name),
    );
  }
  const scoped = !clusterScoped.includes(known.kind);
  if (scoped && !isNamespace(namespace)) {
    return unreadable(`${kindName} ${name}: metadata.namespace is ${shown(namespace)}: write the name of a namespace`);
  }
  const key = objectKeyOf(scoped ? namespaceOf(namespace) : '', name);
  const retired = apiVersion === known.apiVersion ? {} : { retiredFor: known.apiVersion };
  return { result: 'known', identity: { kind: known.kind, key, apiVersion: apiVersion.slice(0, 300), ...retired } };
}

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === '';
const isNamespace = (value: unknown): boolean =>
  isMissing(value) || (typeof value === 'string' && namespaceForm.test(value));
const namespaceOf = (value: unknown): string => (typeof value === 'string' && value !== '' ? value : 'default');

const unreadable = (message: string, partial = false): Identified => ({ result: 'unreadable', message, partial });

const shown = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : describeValue(value);
