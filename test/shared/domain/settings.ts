import type { Configuration, Edge } from '#shared/domain/configuration.ts';
import { noCertificates } from '#shared/domain/edge-certificates.ts';
import type { HostPolicy } from '#shared/domain/host-policy.ts';
import type { Policy } from '#shared/domain/policy.ts';
import { emptyConfiguration } from '../../support/configuration-document.ts';

export const zonesOnly: Configuration = {
  ...emptyConfiguration,
  zones: [{ name: 'example.com', id: 'Z1', view: 'public', policy: 'sync', adopt: [] }],
};

export const edgeOf = (policy: Policy, name = 'public'): Edge => ({
  name,
  cluster: 'demo',
  view: 'public',
  classes: ['public'],
  gateways: [],
  entryPoints: [],
  domains: ['example.com'],
  policy,
  releaseAfterSeconds: 120,
  certificates: noCertificates,
  loadBalancer: { addresses: ['192.0.2.1'] },
});

/** One zone, one cluster with its edge. */
export const settings = (
  over: { readonly mode?: Policy; readonly zone?: Policy; readonly edge?: Policy; readonly hosts?: HostPolicy } = {},
): Configuration => ({
  ...emptyConfiguration,
  mode: over.mode ?? 'sync',
  zones: [{ name: 'example.com', id: 'Z1', view: 'public', policy: over.zone ?? 'sync', adopt: [] }],
  clusters: [{ name: 'demo', ownerId: 'demo', ephemeral: ['pr-*'] }],
  edges: [edgeOf(over.edge ?? 'sync')],
  hosts: over.hosts ?? { default: 'allow', rules: [] },
});
