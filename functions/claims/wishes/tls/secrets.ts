import { readHost } from '#shared/domain/host-name.ts';
import { matchesHost } from '#shared/domain/host-pattern.ts';
import { splitKey } from '#shared/domain/keys.ts';
import type { HostObject, Ingress } from '#shared/domain/objects.ts';
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

/** The first TLS section with a Secret that has the host, by name before by wildcard (Kubernetes, "Ingress", TLS). */
export function sectionOf({ tls }: Ingress, host: string): Ingress['tls'][number] | undefined {
  const named = tls.filter(({ secretName = '' }) => secretName !== '');
  const having = (matches: (written: string) => boolean) =>
    named.find(({ hosts }) => hosts.map(readHost).some((read) => read.ok && matches(read.host)));
  return having((written) => written === host) ?? having((written) => matchesHost(written, host));
}
