import type { HostObject, Ingress } from '#shared/domain/objects.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { annotationOf, annotationsOf, listOf, written } from './annotations/annotation.ts';
import type { WrittenHost } from './types.ts';

interface Written {
  readonly hosts: readonly WrittenHost[];
  readonly skipped: readonly Skipped[];
  /** Only annotations count. */
  readonly onlyAnnotated?: true;
  /** Which hosts are meant could not be read: those that the object has stay. */
  readonly unread?: true;
}

/** The hosts of annotations of that name; the lists of all prefixes are joined. */
export const annotatedHosts = (object: HostObject, by: 'hostname' | 'internal-hostname'): readonly WrittenHost[] =>
  annotationsOf(object, by).flatMap(({ name, value }) =>
    listOf(value).map((text) => ({ text, field: `annotation ${name}` })),
  );

/** The hosts of a list of names. */
export const listedHosts = (field: string, texts: readonly string[]): readonly WrittenHost[] =>
  texts.map((text, index) => ({ text, field: `${field}[${index}]` }));

/** Which of an object's hosts count, as its annotation wants it, whatever its case (external-dns, source/ingress.go and source/gateway.go). */
export function chosenHosts(
  object: HostObject,
  by: 'ingress-hostname-source' | 'gateway-hostname-source',
  { defined, annotated }: { readonly defined: readonly WrittenHost[]; readonly annotated: readonly WrittenHost[] },
): Written {
  const source = annotationOf(object, by);
  switch (source?.value.toLowerCase()) {
    case undefined:
      return { hosts: [...defined, ...annotated], skipped: [] };
    case 'annotation-only':
      return { hosts: annotated, skipped: [], onlyAnnotated: true };
    case 'defined-hosts-only':
      return { hosts: defined, skipped: [] };
    default: {
      const message = `${source === undefined ? '' : written(source)}; write "annotation-only" or "defined-hosts-only"; until then the object gets no other hosts than it has`;
      return { hosts: [], skipped: [{ reason: 'InvalidAnnotation', message }], unread: true };
    }
  }
}

/** Hosts of rules, of TLS entries and of annotations. */
export const ingressHosts = (ingress: Ingress): Written =>
  chosenHosts(ingress, 'ingress-hostname-source', {
    defined: definedHosts(ingress),
    annotated: annotatedHosts(ingress, 'hostname'),
  });

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
  return [...rules, ...ingress.tls.flatMap(({ hosts }, index) => listedHosts(`spec.tls[${index}].hosts`, hosts))];
}
