import type { GoneRow } from '#shared/rows/gone-rows.ts';
import { type ApprovalRow, approvalRows, type HistoryRow } from '#shared/rows/safety-rows.ts';
import { siteKey } from '#shared/rows/site-rows.ts';
import type { Action } from '#shared/runtime/table.ts';
import type { Zones } from '../world/zones.ts';
import type { Invariant } from './invariant.ts';
import { hostOf, isAddress, marks, marksOf } from './marks.ts';
import type { Mirror } from './mirror.ts';

/** The promise of docs/safety.md, an hour and not the 61 minutes that the code counts, so that no clock is too exact. */
const windowMs = 3_600_000;

interface Gone {
  readonly cluster: string;
  readonly edge: string;
  readonly site: string;
  readonly atMs: number;
}

/** Of the names of a cluster, and of an edge, no more than three, or three tenths, go within an hour, and never all of them, however it is sliced. */
export const guardNeverPassed: Invariant = {
  name: 'the guard is never passed',
  watch({ store, engine, zones }, { violated, mirror }) {
    let gone: Gone[] = [];
    store.onNewLife(() => {
      gone = [];
    });
    const judge = (scope: string, recent: readonly Gone[], standing: readonly string[]): void => {
      const left = new Set(recent.map(({ site }) => site));
      const whole = new Set([...left, ...standing]).size;
      if (left.size > Math.max(3, Math.floor(0.3 * whole))) {
        violated(`${left.size} of the ${whole} names of ${scope} went within an hour: ${[...left].join(', ')}`);
      }
    };
    store.onCommit(({ actions }) => {
      for (const action of actions) {
        if (action.action !== 'put' || !action.key.pk.startsWith('gone#')) continue;
        const row = action.row as GoneRow;
        if (row.counted === false) {
          if (!mayGoUncounted(row, actions, mirror) && stands(row, { mirror, zones }))
            violated(`${siteName(row.site)} went uncounted`);
          continue;
        }
        const atMs = engine.scheduler.monotonic();
        gone = [
          ...gone.filter((one) => one.atMs > atMs - windowMs),
          { cluster: row.cluster, edge: row.edge, site: siteName(row.site), atMs },
        ];
        const own = gone.filter(({ cluster }) => cluster === row.cluster);
        const standing = mirror.allSites.filter(({ cluster, state }) => cluster === row.cluster && state === 'live');
        judge(`cluster ${row.cluster}`, own, standing.map(siteName));
        if (row.edge === '') continue;
        const onEdge = standing.filter(({ wish }) => wish.edge === row.edge);
        judge(
          `edge ${row.edge}`,
          own.filter(({ edge }) => edge === row.edge),
          onEdge.map(siteName),
        );
      }
    });
  },
};

/** What is ephemeral, or was approved by a person; whose it was the history of the same transaction says. */
const mayGoUncounted = ({ site, release }: GoneRow, actions: readonly Action[], mirror: Mirror): boolean =>
  ([...mirror.under(approvalRows.pk).values()] as ApprovalRow[]).some(({ releases }) =>
    releases.includes(release.id),
  ) ||
  actions.some((action) => {
    if (action.action !== 'put' || !action.key.pk.startsWith('history#')) return false;
    const { host, before } = action.row as HistoryRow;
    return host === site.host && before?.split('/')[1]?.startsWith('pr-') === true;
  });

/** Whether a record set carries the mark of the site's holder. */
function stands({ site }: GoneRow, { mirror, zones }: { mirror: Mirror; zones: Zones }): boolean {
  const { wish } = mirror.row(siteKey(site)) ?? {};
  if (wish === undefined) return false;
  const sets = zones.recordSets(wish.zone);
  const own = marksOf(sets).filter(({ owner, resource }) => owner === wish.ownerId && resource === wish.resource);
  return sets.some(
    (set) =>
      isAddress(set) &&
      hostOf(set) === site.host &&
      (set.SetIdentifier ?? '') === site.setIdentifier &&
      own.some((mark) => marks(mark, set)),
  );
}

const siteName = ({ host, view, setIdentifier }: GoneRow['site']): string => `${host}/${view}/${setIdentifier}`;
