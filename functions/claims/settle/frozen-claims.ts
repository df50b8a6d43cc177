import { sameRef, siteText } from '#shared/domain/site.ts';
import type { ObjectChange } from '../hosts/claim-set.ts';
import type { HostInput } from '../hosts/host-input.ts';
import type { Settling } from '../plan/settle.ts';

/**
 * The changes, with what their objects wished for in a zone that is not in the configuration any more: while they still
 * name the host, all of that stands still until the zone is back.
 */
export function withFrozen(
  { host, claims, changes }: Pick<HostInput, 'host' | 'claims' | 'changes'>,
  objects: readonly Settling[],
  isConfigured: (zone: string) => boolean,
): readonly ObjectChange[] {
  const frozen = claims.filter(({ wish }) => !isConfigured(wish.zone));
  return changes.map((change) => {
    const object = objects.find(({ row }) => sameRef(row.ref, change.source));
    if (!object?.wishes.refused.some((refused) => refused.host === host)) return change;
    const kept = frozen.filter(({ source, site }) => {
      const isWished = change.wishes.some((wish) => siteText(wish.site) === siteText(site));
      return sameRef(source, change.source) && !isWished;
    });
    return { ...change, wishes: [...change.wishes, ...kept.map(({ site, wish }) => ({ site, wish }))] };
  });
}
