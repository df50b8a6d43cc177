import type { Configuration } from '#shared/domain/configuration.ts';
import type { Ingress } from '#shared/domain/objects.ts';
import { edgeOf } from '../shared/domain/settings.ts';
import { emptyConfiguration } from '../support/configuration-document.ts';
import { createPipeline } from './pipeline.ts';

/** One zone, one cluster, one edge with an address. */
export const configured = (address: string, ttl: Partial<Configuration> = {}): Configuration => ({
  ...emptyConfiguration,
  zones: [{ id: 'Z1', name: 'example.com', view: 'public', policy: 'sync', adopt: [] }],
  clusters: [{ name: 'demo', ownerId: 'demo', ephemeral: [] }],
  edges: [{ ...edgeOf('sync'), loadBalancer: { addresses: [address] } }],
  ...ttl,
});

export const ingress = (index: number, annotations: Ingress['annotations'] = {}): Ingress => {
  const name = `app-${String(index).padStart(5, '0')}`;
  return {
    kind: 'networking.k8s.io/Ingress',
    form: 'full',
    key: `shop/${name}`,
    apiVersion: 'networking.k8s.io/v1',
    annotations,
    labels: {},
    className: 'public',
    rules: [{ host: `${name}.example.com` }],
    tls: [],
    addresses: [],
  };
};

export const ingresses = (count: number): readonly Ingress[] =>
  Array.from({ length: count }, (_, index) => ingress(index));

/** A pipeline in which so many hosts are published already. */
export async function published(count: number, given: Parameters<typeof createPipeline>[1] = {}) {
  const pipeline = createPipeline({ Z1: 'example.com' }, given);
  await pipeline.configure(configured('192.0.2.1'));
  await pipeline.walk(ingresses(count));
  await pipeline.settle();
  return pipeline;
}

/** @throws Error where a figure is beyond what the product promises */
export function within(figure: string, found: number, most: number): number {
  if (found <= most) return found;
  throw new Error(`${figure} is ${found}, more than the ${most} that are promised`);
}
