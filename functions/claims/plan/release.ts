import { kindIdOf } from '#shared/domain/kinds.ts';
import type { Standing } from '#shared/domain/standing.ts';
import { type KnownSource, unheardText } from '#shared/domain/unheard-kinds.ts';
import type { ObjectRow } from '#shared/rows/object-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';

/** What is known of the cluster whose site is to go. */
export interface ReleaseInput {
  readonly nowMs: number;
  readonly incarnation: string;
  readonly site: SiteRow;
  /** The lane has not yet looked at all its rows under this configuration, or at all that it was told. */
  readonly behind: boolean;
  /** Nothing of the site ever stood, and nothing is made of it any more. */
  readonly empty: boolean;
  /** Nobody has deployed since the table was restored: what is in force may be an older configuration come back. */
  readonly undeployed: boolean;
  readonly standing: Standing;
  /** What the guard says to releases that it counts. */
  readonly guard: GuardWord;
  /** A person said that the cluster will not come back: nobody is asked what exists there. */
  readonly forgotten: boolean;
  readonly sources: readonly KnownSource[];
  /** Ids of the kinds that a walk of this incarnation has covered from end to end. */
  readonly walked: ReadonlySet<string>;
  /** The row of the holder; absent once its tombstone was cleared. */
  readonly holder?: ObjectRow;
}

export type GuardWord =
  | { readonly may: true }
  | { readonly may: false; readonly message: string; readonly againAtMs?: number };

export type Releasable =
  /** `empty`: because there is nothing to delete. */
  | { readonly may: true; readonly counted: boolean; readonly approvedBy?: string; readonly empty?: true }
  /**
   * later: what is missing comes by itself. blocked: the guard. held: a person. never: until the configuration changes.
   */
  | {
      readonly may: false;
      readonly until: 'later' | 'blocked' | 'held' | 'never';
      readonly message: string;
      /** When to look again, where that is known. */
      readonly againAtMs?: number;
    };

const later = (message: string): Releasable => ({ may: false, until: 'later', message });

/** Whether a release may be executed now; the one place where whatever holds a release back has its say. */
export function releasable(input: ReleaseInput): Releasable {
  const { site, standing, guard } = input;
  const { release } = site;
  if (release === undefined || release.dueMs > input.nowMs) return later('it is not due');
  if (standing.kind === 'held') {
    const again = standing.untilMs === undefined ? {} : { againAtMs: standing.untilMs };
    return { may: false, until: 'held', message: `held: ${standing.scope}`, ...again };
  }
  if (standing.kind === 'forbidden' && !input.empty) {
    const why =
      standing.noZone === true
        ? `zone ${site.wish.zone} is not in the configuration any more; what stands there is left alone`
        : `policy ${standing.policy} forbids to delete`;
    return { may: false, until: 'never', message: why };
  }
  if (release.incarnation !== input.incarnation) return later('the table was restored; its time begins anew');
  if (release.stopped !== undefined) return later('its clock has stood still and is about to run again');
  if (input.undeployed) return later('the table was restored; deploy again, so that the configuration is of today');
  if (input.behind) return later('the cluster has said, or the configuration, what has not reached all its sites yet');
  const missing = input.forgotten ? undefined : missingWord(input);
  if (missing !== undefined) return later(missing);
  if (standing.kind === 'ephemeral') return { may: true, counted: false };
  if (standing.kind === 'approved') return { may: true, counted: false, approvedBy: standing.by };
  if (input.empty) return { may: true, counted: false, empty: true };
  if (guard.may) return { may: true, counted: true };
  const again = guard.againAtMs === undefined ? {} : { againAtMs: guard.againAtMs };
  return { may: false, until: 'blocked', message: guard.message, ...again };
}

/** What the cluster has not said yet although only that would show that nobody wants the site. */
function missingWord({ site, holder, sources, walked }: ReleaseInput): string | undefined {
  if (holder !== undefined && holder.settledMarker !== holder.marker) return 'its object has just changed';
  return unheardText({ cluster: site.cluster, sources, walked }, kindIdOf(site.holder.apiGroup, site.holder.kind));
}
