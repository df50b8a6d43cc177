import type { Configuration, Zone } from './configuration.ts';
import { matchesHost } from './host-pattern.ts';
import { mostCautious, type Policy } from './policy.ts';

/** What of a site decides which policy it is under. */
export interface PolicySubject {
  readonly host: string;
  /** Empty: a Service that leads through its own address. */
  readonly edge: string;
  /** On its way out: an edge that is no longer configured has the say that it had last, else the guard. Default false. */
  readonly leaving?: boolean;
  /** The last known policy of the edge. */
  readonly edgePolicy?: Policy | undefined;
}

/**
 * The most cautious of installation, zone, edge and every host rule that matches. Without its zone nothing may be
 * written, and without its edge nothing but the end of the site. In a zone that was given back every release ends as kept.
 */
export function policyOf(
  configuration: Pick<Configuration, 'mode' | 'edges' | 'hosts'>,
  zone: Pick<Zone, 'policy' | 'givenBack'> | undefined,
  site: PolicySubject,
): Policy {
  if (zone === undefined) return 'observe';
  const ruled = configuration.hosts.rules
    .filter(({ hosts }) => hosts.some((pattern) => matchesHost(pattern, site.host)))
    .flatMap(({ policy }) => policy ?? []);
  const zonePolicy = zone.givenBack === undefined ? zone.policy : mostCautious(zone.policy, 'create-only');
  return mostCautious(configuration.mode, zonePolicy, edgePolicy(configuration, site), ...ruled);
}

function edgePolicy({ edges }: Pick<Configuration, 'edges'>, site: PolicySubject): Policy {
  const { edge, leaving = false, edgePolicy: lastKnown = 'sync' } = site;
  if (edge === '') return 'sync';
  return edges.find(({ name }) => name === edge)?.policy ?? (leaving ? lastKnown : 'observe');
}
