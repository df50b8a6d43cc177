import { createHash } from 'node:crypto';
import type { Configuration } from '#shared/domain/configuration.ts';
import { splitKey } from '#shared/domain/keys.ts';
import { type Scope, scopesOf, scopeText } from '#shared/domain/scope.ts';
import type { Leaver } from '#shared/domain/standing.ts';
import type { Release, SiteRow } from '#shared/rows/site-rows.ts';

/** A site with a release that has not been executed. */
export type PendingSite = SiteRow & { readonly release: Release };

/** Sites in the scope whose release is pending, in the order given. */
export const pendingIn = (
  scope: Scope,
  sites: readonly SiteRow[],
  configuration: Configuration,
): readonly PendingSite[] => sites.filter(isPending).filter((site) => scopesOf(site, configuration).includes(scope));

const isPending = (site: SiteRow): site is PendingSite => site.state === 'live' && site.release !== undefined;

/** Whatever has a release that is to be approved. */
interface Pending {
  readonly release?: { readonly id: string };
}

/** Names a set of releases, so that a person approves what was seen and nothing else: their number and a short hash. */
export function expectationOf(pending: readonly Pending[]): string {
  const ids = pending.flatMap(({ release }) => release?.id ?? []).sort();
  const hash = createHash('sha256').update(JSON.stringify(ids)).digest('hex').slice(0, 6);
  return `${ids.length}-${hash}`;
}

/** What a person types to let go exactly these releases. */
export const approveCommand = (scope: Scope, pending: readonly Pending[]): string =>
  `npx firstlight approve ${quoted(scopeText(scope))} --expect ${expectationOf(pending)}`;

/** A wildcard host would mean files to a shell. */
const quoted = (text: string): string => (/^[\w.:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

export const leaverOf = <Site extends SiteRow>(site: Site): Site & Leaver => ({
  ...site,
  namespace: splitKey(site.holder.key).namespace,
});
