import { readHost } from '#shared/domain/host-name.ts';
import { matchesHost } from '#shared/domain/host-pattern.ts';
import { splitKey } from '#shared/domain/keys.ts';
import type { HostObject, Ingress, ProjectedObject } from '#shared/domain/objects.ts';
import { quoted } from '../text.ts';

/** The Secret that an object names for a host, as people read it: `Secret "shop/shop-tls"`. */
export function secretOf(object: HostObject, host: string): string | undefined {
  const name =
    object.kind === 'networking.k8s.io/Ingress'
      ? sectionOf(object, host)?.secretName
      : 'tls' in object
        ? object.tls?.secretName
        : undefined;
  const { namespace } = splitKey(object.key);
  return name === undefined || name === '' ? undefined : `Secret ${quoted(`${namespace}/${name}`)}`;
}

/** The Secrets, `namespace/name`, that may be shown for a host of an object: of a section that has it, or that names no hosts. */
export function secretsFor(object: HostObject, host: string): readonly string[] {
  const { namespace } = splitKey(object.key);
  const names =
    object.kind === 'networking.k8s.io/Ingress'
      ? [sectionOf(object, host), ...object.tls.filter(({ hosts }) => hosts.length === 0)].map((one) => one?.secretName)
      : ['tls' in object ? object.tls?.secretName : undefined];
  return names.flatMap((name = '') => (name === '' ? [] : [`${namespace}/${name}`]));
}

/** The namespaces of all Secrets that an object names, for whatever host. */
export function namespacesOfSecrets(object: ProjectedObject): readonly string[] {
  if (object.form !== 'full') return [];
  if ('parents' in object) {
    const secrets = object.parents.flatMap(({ listeners }) => listeners.flatMap((one) => one.secrets ?? []));
    return secrets.map((secret) => splitKey(secret).namespace);
  }
  if (!('tls' in object)) return [];
  const sections = object.kind === 'networking.k8s.io/Ingress' ? object.tls : [object.tls];
  return sections.some((one) => (one?.secretName ?? '') !== '') ? [splitKey(object.key).namespace] : [];
}

/** The first TLS section with a Secret that has the host, by name before by wildcard (Kubernetes, "Ingress", TLS). */
export function sectionOf({ tls }: Ingress, host: string): Ingress['tls'][number] | undefined {
  const named = tls.filter(({ secretName = '' }) => secretName !== '');
  const having = (matches: (written: string) => boolean) =>
    named.find(({ hosts }) => hosts.map(readHost).some((read) => read.ok && matches(read.host)));
  return having((written) => written === host) ?? having((written) => matchesHost(written, host));
}
