import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import type { LoadBalancer, LoadBalancerPort } from '#shared/domain/objects.ts';
import { below, type Field, present, type Reading, readCount, readList, readText, readTexts } from './fields.ts';
import { readAddresses } from './ingress.ts';

const hostnameAnnotations = ['hostname', 'internal-hostname'].flatMap((name) => [
  `firstlight.dev/${name}`,
  `external-dns.kubernetes.io/${name}`,
  `external-dns.alpha.kubernetes.io/${name}`,
]);

/** Fields of v1 Service (Kubernetes API reference, "Service v1 core"). */
export function readLoadBalancer(reading: Reading, object: Field): Omit<LoadBalancer, 'kind' | keyof ObjectMeta> {
  const spec = below(reading, object, 'spec');
  return {
    type: readText(reading, below(reading, spec, 'type')) ?? 'ClusterIP',
    externalIPs: readTexts(reading, below(reading, spec, 'externalIPs')),
    ports: readList(reading, below(reading, spec, 'ports')).flatMap((port) => readPort(reading, port)),
    addresses: readAddresses(reading, object),
    ...present({
      loadBalancerClass: readText(reading, below(reading, spec, 'loadBalancerClass')),
      clusterIP: readText(reading, below(reading, spec, 'clusterIP')),
    }),
  };
}

/** One of type LoadBalancer, or one whose author wants a name, to be told that its type has none. */
export function isSpokenOf(type: string, meta: Pick<ObjectMeta, 'annotations' | 'oversized'>): boolean {
  if (type === 'LoadBalancer') return true;
  return hostnameAnnotations.some(
    (name) => Object.hasOwn(meta.annotations, name) || meta.oversized?.some((entry) => entry.name === name) === true,
  );
}

function readPort(reading: Reading, entry: Field): LoadBalancerPort[] {
  const port = readCount(reading, below(reading, entry, 'port'));
  const rest = present({
    protocol: readText(reading, below(reading, entry, 'protocol')),
    name: readText(reading, below(reading, entry, 'name')),
  });
  return port === undefined ? [] : [{ port, ...rest }];
}
