import type { Configuration } from '#shared/domain/configuration.ts';
import { mostCautious, type Policy } from '#shared/domain/policy.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { policyOf } from '../../functions/dns/policies.ts';
import type { ReleaseEntry, ReleaseState } from './document.ts';

/** The releases that are planned, in the order of the sites. */
export function plannedReleases(
  sites: readonly SiteRow[],
  { configuration }: { readonly configuration: Configuration },
): readonly ReleaseEntry[] {
  return sites.flatMap(({ release, ...site }) =>
    release === undefined || site.state === 'dying'
      ? []
      : [
          {
            host: site.host,
            view: site.view,
            setIdentifier: site.setIdentifier,
            due: new Date(release.dueMs).toISOString(),
            state: stateOf(policyFor(site, configuration)),
          },
        ],
  );
}

/** While observing it stays planned; where deletion is forbidden it ends as kept. */
const stateOf = (policy: Policy): ReleaseState =>
  policy === 'upsert-only' || policy === 'create-only' ? 'kept' : 'waiting';

function policyFor(site: Pick<SiteRow, 'host' | 'wish'>, configuration: Configuration): Policy {
  const zone = configuration.zones.find(({ id }) => id === site.wish.zone);
  if (zone === undefined) return mostCautious(configuration.mode);
  return policyOf(configuration, zone, { host: site.host, edge: site.wish.edge });
}
