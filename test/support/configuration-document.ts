import type { ConfigurationInput } from '../../shared/configuration/define.ts';
import { type FoundLoadBalancers, inForce } from '../../shared/configuration/in-force.ts';
import { resolveConfiguration } from '../../shared/configuration/resolve.ts';
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

/** What is written, as functions read it. */
export const configurationInForce = (written: ConfigurationInput, found: FoundLoadBalancers = {}): Configuration =>
  inForce(resolveConfiguration(written), found);
