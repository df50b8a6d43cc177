import type { Ingress, LoadBalancer } from '#shared/domain/objects.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { annotationOf, annotationsOf, listOf, written } from './annotations/annotation.ts';
import type { WrittenHost } from './types.ts';

interface Written {
  readonly hosts: readonly WrittenHost[];
  readonly skipped: readonly Skipped[];
  /** Which hosts are meant could not be read: those that the object has stay. */
  readonly unread?: true;
}

/** The hosts of annotations of that name; the lists of all prefixes are joined. */
export const annotatedHosts = (
  object: Ingress | LoadBalancer,
  by: 'hostname' | 'internal-hostname',
): readonly WrittenHost[] =>
  annotationsOf(object, by).flatMap(({ name, value }) =>
    listOf(value).map((text) => ({ text, field: `annotation ${name}` })),
  );

/** Hosts of rules, of TLS entries and of annotations, as `ingress-hostname-source` wants them, whatever its case (external-dns, source/ingress.go). */
export function ingressHosts(ingress: Ingress): Written {
  const source = annotationOf(ingress, 'ingress-hostname-source');
  const annotated = annotatedHosts(ingress, 'hostname');
  switch (source?.value.toLowerCase()) {
    case undefined:
      return { hosts: [...definedHosts(ingress), ...annotated], skipped: [] };
    case 'annotation-only':
      return { hosts: annotated, skipped: [] };
    case 'defined-hosts-only':
      return { hosts: definedHosts(ingress), skipped: [] };
    default: {
      const message = `${source === undefined ? '' : written(source)}; write "annotation-only" or "defined-hosts-only"; until then the object gets no other hosts than it has`;
      return { hosts: [], skipped: [{ reason: 'InvalidAnnotation', message }], unread: true };
    }
  }
}

/** Why an Ingress has no host, where there are some that its own ingress-hostname-source leaves out. */
export function noHost(ingress: Ingress): Skipped {
  const source = annotationOf(ingress, 'ingress-hostname-source');
  const others = definedHosts(ingress).length > 0 || annotatedHosts(ingress, 'hostname').length > 0;
  if (source === undefined || !others) {
    return {
      reason: 'NoHost',
      message: 'names no host; add spec.rules[].host or the annotation firstlight.dev/hostname',
    };
  }
  const where =
    source.value.toLowerCase() === 'annotation-only' ? 'the annotation firstlight.dev/hostname' : 'spec.rules[].host';
  const message = `${written(source)}, so the hosts that stand elsewhere do not count; remove it, or write them in ${where}`;
  return { reason: 'NoHost', message };
}

/** A rule without a host is for every host and names none (Kubernetes, "Ingress rules"); an empty one is a slip to be told. */
function definedHosts(ingress: Ingress): readonly WrittenHost[] {
  const rules = ingress.rules.flatMap(({ host }, index) =>
    host === undefined ? [] : [{ text: host, field: `spec.rules[${index}].host` }],
  );
  const tls = ingress.tls.flatMap(({ hosts }, index) =>
    hosts.map((text, at) => ({ text, field: `spec.tls[${index}].hosts[${at}]` })),
  );
  return [...rules, ...tls];
}
