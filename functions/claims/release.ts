import type { Configuration } from '#shared/domain/configuration.ts';
import { matchesHost } from '#shared/domain/host-pattern.ts';
import { kindIdOf, type Source } from '#shared/domain/objects.ts';
import { mostCautious, type Policy } from '#shared/domain/policy.ts';
import type { ObjectRow } from '#shared/rows/object-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';

/** What is known of the cluster whose site is to go. */
export interface ReleaseInput {
  readonly nowMs: number;
  readonly site: SiteRow;
  /** The lane has not yet looked at all its rows under this configuration. */
  readonly behind: boolean;
  readonly configuration: Configuration;
  readonly sources: readonly Source[];
  /** Ids of the kinds that a walk of this incarnation has covered from end to end. */
  readonly walked: ReadonlySet<string>;
  /** The row of the holder; absent once its tombstone was cleared. */
  readonly holder?: ObjectRow;
}

export type Releasable =
  | { readonly may: true }
  /** `never`: until the configuration changes. */
  | { readonly may: false; readonly until: 'later' | 'never'; readonly message: string };

const later = (message: string): Releasable => ({ may: false, until: 'later', message });

/** Whether a release may be executed now; the one place where whatever holds a release back has its say. */
export function releasable(input: ReleaseInput): Releasable {
  const { site, holder, sources, walked } = input;
  if (site.release === undefined || site.release.dueMs > input.nowMs) return later('it is not due');
  if (input.behind) return later('the new configuration has not reached all objects of the cluster yet');
  if (holder !== undefined && holder.settledMarker !== holder.marker) return later('its object has just changed');
  if (!sources.some((source) => source.of === kindIdOf(site.holder.apiGroup, site.holder.kind))) {
    return later(
      `the forwarder of cluster ${site.cluster} has not said yet whether it sees ${site.holder.kind} objects`,
    );
  }
  for (const { of, state } of sources) {
    if (state === 'forbidden') return later(`cluster ${site.cluster} does not let its forwarder read ${of}`);
    if (state === 'listed' && !walked.has(of))
      return later(`no complete walk over ${of} of cluster ${site.cluster} yet`);
  }
  const policy = policyOf(site, input.configuration);
  return policy === 'sync'
    ? { may: true }
    : { may: false, until: 'never', message: `policy ${policy} forbids to delete` };
}

/** The most cautious of installation, zone, edge and every host rule that has a say. */
function policyOf(site: SiteRow, { mode, zones, edges, hosts }: Configuration): Policy {
  const rules = hosts.rules.filter((rule) => rule.hosts.some((pattern) => matchesHost(pattern, site.host)));
  return mostCautious(
    mode,
    ...zones.filter((zone) => zone.id === site.wish.zone).map((zone) => zone.policy),
    ...edges.filter((edge) => edge.name === site.wish.edge).map((edge) => edge.policy),
    ...rules.flatMap((rule) => (rule.policy === undefined ? [] : [rule.policy])),
  );
}
