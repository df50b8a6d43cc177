import type { Configuration } from '../../../shared/domain/configuration.ts';
import { noCertificates } from '../../../shared/domain/edge-certificates.ts';
import type { HostPolicy } from '../../../shared/domain/host-policy.ts';
import type { Ingress } from '../../../shared/domain/objects.ts';
import type { ObjectRef, SiteKey } from '../../../shared/domain/site.ts';
import { emptyConfiguration } from '../../support/configuration-document.ts';

export const zone = 'Z1';

/** A cluster with one public and one private edge. */
export function testConfiguration(hosts: HostPolicy = { default: 'allow', rules: [] }): Configuration {
  const edge = {
    cluster: 'demo',
    gateways: [],
    entryPoints: [],
    policy: 'sync',
    releaseAfterSeconds: 120,
    certificates: noCertificates,
  } as const;
  const zoneOf = { policy: 'sync', adopt: [] } as const;
  return {
    ...emptyConfiguration,
    zones: [
      { ...zoneOf, name: 'example.com', id: zone, view: 'public' },
      { ...zoneOf, name: 'example.com', id: 'Z2', view: 'private' },
    ],
    clusters: [{ name: 'demo', ownerId: 'demo', ephemeral: [] }],
    edges: [
      {
        ...edge,
        name: 'public',
        view: 'public',
        classes: ['public'],
        domains: ['example.com'],
        loadBalancer: { addresses: ['192.0.2.1'] },
      },
      {
        ...edge,
        name: 'private',
        view: 'private',
        classes: ['private'],
        domains: ['example.com'],
        loadBalancer: { addresses: ['10.0.0.1'] },
      },
    ],
    hosts,
  };
}

export const ingress = (key: string, hosts: readonly string[], over: Partial<Ingress> = {}): Ingress => ({
  kind: 'networking.k8s.io/Ingress',
  form: 'full',
  key,
  apiVersion: 'networking.k8s.io/v1',
  annotations: {},
  labels: {},
  className: 'public',
  rules: hosts.map((host) => ({ host })),
  tls: [],
  addresses: [],
  ...over,
});

export const ingressRef = (key: string): ObjectRef => ({
  cluster: 'demo',
  apiGroup: 'networking.k8s.io',
  kind: 'Ingress',
  key,
});
export const siteOf = (host: string, setIdentifier = ''): SiteKey => ({ host, view: 'public', setIdentifier });
