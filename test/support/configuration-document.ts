import type { Configuration } from '../../shared/domain/configuration.ts';

/** The smallest configuration: no zones, no clusters, no edges. */
export const emptyConfiguration: Configuration = {
  hub: { account: '111122223333', region: 'eu-central-1' },
  mode: 'sync',
  ownership: { format: 'external-dns-0.22', prefix: '', suffix: '', wildcardReplacement: '' },
  zones: [],
  clusters: [],
  edges: [],
  hosts: { default: 'allow', rules: [] },
  services: {},
};
