import { inForce } from '#shared/configuration/in-force.ts';
import { loadConfiguration } from '#shared/configuration/load.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { idleTimeouts } from './idle-timeouts.ts';
import { inventLoadBalancers } from './invented-load-balancers.ts';
import type { StartOptions } from './options.ts';
import { withoutReleaseTime } from './settle-releases.ts';

/** What a person wrote, with load balancers invented and what the command line changes about it. */
export interface WrittenConfiguration {
  readonly configuration: Configuration;
  /** By edge: after how many silent seconds its load balancer closes a connection. */
  readonly idleTimeouts: ReadonlyMap<string, number>;
}

/** @throws ConfigurationError */
export async function readConfigurationFile(options: StartOptions): Promise<WrittenConfiguration> {
  const checked = await loadConfiguration(options.config);
  const written = inForce(checked, inventLoadBalancers(checked));
  const timed = options.settleReleases ? withoutReleaseTime(written) : written;
  const configuration: Configuration = options.observe ? { ...timed, mode: 'observe' } : timed;
  return { configuration, idleTimeouts: idleTimeouts(checked, configuration) };
}
