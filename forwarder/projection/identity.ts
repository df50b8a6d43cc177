import { objectKeyOf } from '#shared/domain/keys.ts';
import { type WatchedId, watchedKinds } from '../joins/watched-kinds.ts';
import { describeValue, isRecord } from './fields.ts';

/** Who an object is, whatever else it holds. */
export interface Identity<Kind extends WatchedId = WatchedId> {
  readonly kind: Kind;
  readonly key: string;
  readonly apiVersion: string;
  /** The apiVersion to write instead, where no supported Kubernetes serves the one written. */
  readonly retiredFor?: string;
}

/** `ignored`: nothing of ours. */
export type Identified =
  | { readonly result: 'known'; readonly identity: Identity }
  | { readonly result: 'ignored' }
  | Unreadable;

/** Ours, or meant for us, yet not to be taken over; `partial`: which object it is or was is not known. */
export interface Unreadable {
  readonly result: 'unreadable';
  readonly reason: 'InvalidObject' | 'UnsupportedKind';
  readonly message: string;
  readonly partial: boolean;
}

/** Groups that served a kind before its present one (Kubernetes, "Deprecated API Migration Guide", v1.22). */
const formerGroups: ReadonlyMap<WatchedId, readonly string[]> = new Map([
  ['networking.k8s.io/Ingress', ['extensions']],
]);

const kinds = watchedKinds.map(({ id, apiGroup, kind, versions, namespaced }) => ({
  id,
  name: kind,
  groups: [apiGroup, ...(formerGroups.get(id) ?? [])],
  apiVersions: versions.map((version) => (apiGroup === '' ? version : `${apiGroup}/${version}`)),
  namespaced,
}));

const traefik = ['traefik.io', 'traefik.containo.us'];
const gatewayApi = ['gateway.networking.k8s.io'];

/** Kinds that name hosts, by group (Gateway API, "API specification"; Traefik, "Kubernetes CRD"). */
const unserved: ReadonlyMap<string, readonly string[]> = new Map([
  ['TCPRoute', gatewayApi],
  ['UDPRoute', gatewayApi],
  ['IngressRouteTCP', traefik],
  ['IngressRouteUDP', traefik],
]);

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
  if (known === undefined) return nearMiss({ group, kindName, apiVersion, metadata }) ?? { result: 'ignored' };
  if (!isRecord(metadata))
    return unreadable(`${kindName}: metadata is ${describeValue(metadata)}, not an object`, true);
  const { name, namespace } = metadata;
  if (typeof name !== 'string' || !nameForm.test(name)) {
    return unreadable(
      `${kindName}: metadata.name is ${shown(name)}: write a-z, 0-9, - and ., beginning and ending with a letter or digit`,
      isMissing(name),
    );
  }
  const scoped = known.namespaced;
  if (scoped && !isNamespace(namespace)) {
    return unreadable(
      `${kindName} ${name}: metadata.namespace is ${shown(namespace)}: write a-z, 0-9 and -, beginning and ending with a letter or digit`,
    );
  }
  const key = objectKeyOf(scoped ? namespaceOf(namespace) : '', name);
  const [newest = '', ...others] = known.apiVersions;
  const retired = apiVersion === newest || others.includes(apiVersion) ? {} : { retiredFor: newest };
  return { result: 'known', identity: { kind: known.id, key, apiVersion: apiVersion.slice(0, 300), ...retired } };
}

interface Stranger {
  readonly group: string;
  readonly kindName: string;
  readonly apiVersion: string;
  readonly metadata: unknown;
}

/** A kind that names hosts in ways that are not served, or one of ours with a slip in kind or apiVersion. */
function nearMiss({ group, kindName, apiVersion, metadata }: Stranger): Identified | undefined {
  const title = titleOf(kindName, metadata);
  if (unserved.get(kindName)?.includes(group) === true) {
    return unreadable(
      `${title}: ${kindName} is not served; write an HTTPRoute, a TLSRoute, an IngressRoute or an Ingress`,
      false,
      'UnsupportedKind',
    );
  }
  const meant = kinds.find(({ name }) => name.toLowerCase() === kindName.toLowerCase());
  if (meant === undefined) return undefined;
  if (meant.name !== kindName) {
    const isOurs = meant.groups.includes(group) || isSlip(group);
    return isOurs ? unreadable(`${title}: kind is ${shown(kindName)}: write ${meant.name}`, true) : undefined;
  }
  return isSlip(group)
    ? unreadable(`${title}: apiVersion is ${shown(apiVersion)}: write ${meant.apiVersions[0]}`, true)
    : undefined;
}

/** Kubernetes, "API groups": those that others may define have a dot, so this one is nobody's. */
const isSlip = (group: string): boolean => !group.includes('.');

function titleOf(kindName: string, metadata: unknown): string {
  const { name, namespace } = isRecord(metadata) ? metadata : {};
  if (typeof name !== 'string') return kindName.slice(0, 80);
  return `${kindName.slice(0, 80)} ${(typeof namespace === 'string' ? `${namespace}/${name}` : name).slice(0, 300)}`;
}

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === '';
const isNamespace = (value: unknown): boolean =>
  isMissing(value) || (typeof value === 'string' && namespaceForm.test(value));
const namespaceOf = (value: unknown): string => (typeof value === 'string' && value !== '' ? value : 'default');

const unreadable = (message: string, partial = false, reason: Unreadable['reason'] = 'InvalidObject'): Unreadable => ({
  result: 'unreadable',
  reason,
  message,
  partial,
});

const shown = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : describeValue(value);
