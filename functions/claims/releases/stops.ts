import { holdOver, isInForce } from '#shared/domain/hold.ts';
import { splitKey } from '#shared/domain/keys.ts';
import { policyOf } from '#shared/domain/policy-of.ts';
import { scopesOf } from '#shared/domain/scope.ts';
import type { Leaver } from '#shared/domain/standing.ts';
import { holdKey } from '#shared/rows/safety-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { type Action, check } from '#shared/runtime/table.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import type { Stop } from '../hosts/release-clock.ts';

/**
 * What makes the clock of a site's release stand still now: a policy that forbids deletion, or a hold. Where nothing is
 * to be deleted no policy forbids it.
 * @param isEmpty nothing of the site ever stood
 */
export function stopOver(site: SiteRow, drain: ClaimsDrain, isEmpty: boolean): Stop | undefined {
  const { document } = drain.configuration;
  const zone = document.zones.find(({ id }) => id === site.wish.zone);
  const { host, wish, edgePolicy } = site;
  const policy = policyOf(document, zone, { host, edge: wish.edge, leaving: true, edgePolicy });
  if (policy !== 'sync' && !(isEmpty && isOursToEnd(site, drain))) return { by: 'policy', sinceMs: drain.now() };
  const scopes = scopesOf(site, document);
  const holds = drain.holds.filter((hold) => isInForce(hold, drain.now()) && scopes.includes(hold.scope));
  if (holds.length === 0) return undefined;
  return { by: 'hold', sinceMs: Math.min(...holds.map(({ sinceMs }) => sinceMs)) };
}

/** Whether the zone of a site is looked at: one that left the configuration, or was given back, is left as it is. */
export function isOursToEnd({ wish }: SiteRow, { configuration: { document } }: ClaimsDrain): boolean {
  const zone = document.zones.find(({ id }) => id === wish.zone);
  return zone !== undefined && zone.givenBack === undefined;
}

/**
 * Whether nothing may be changed of a site as it stands: a hold covers it, or its record is ours and a policy of its zone,
 * edge or host, as far as these are configured, only lets names be created.
 * @param isWritten something of it was written to its zone, or found there as it is wished
 */
export function mustStay(site: SiteRow, drain: ClaimsDrain, isWritten: boolean): boolean {
  const { document } = drain.configuration;
  const { host, wish } = site;
  const zone = document.zones.find(({ id }) => id === wish.zone);
  const policy = zone === undefined ? 'sync' : policyOf(document, zone, { host, edge: wish.edge, leaving: true });
  if (isWritten && (policy === 'observe' || policy === 'create-only')) return true;
  return holdOver(site, drain.holds, { configuration: document, nowMs: drain.now() }) !== undefined;
}

/** That no hold has come over the site since the drain read them: goes into the transaction that lets it go. */
export const stillNotHeld = (site: SiteRow, { holds, configuration }: ClaimsDrain): readonly Action[] =>
  scopesOf(site, configuration.document).map((scope) => {
    const expired = holds.find((hold) => hold.scope === scope);
    return check(holdKey(scope), expired === undefined ? 'absent' : { untilMs: expired.untilMs });
  });

/** A site as the rules about releases see it. */
export const leaverOf = (site: SiteRow): Leaver => ({
  host: site.host,
  cluster: site.cluster,
  namespace: splitKey(site.holder.key).namespace,
  wish: site.wish,
  ...(site.edgePolicy === undefined ? {} : { edgePolicy: site.edgePolicy }),
  ...(site.release === undefined ? {} : { release: site.release }),
});
