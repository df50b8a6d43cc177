import type { GoneRow } from '#shared/rows/gone-rows.ts';
import type { Invariant } from './invariant.ts';

/** The promise of docs/safety.md, an hour and not the 61 minutes that the code counts, so that no clock is too exact. */
const windowMs = 3_600_000;

interface Gone {
  readonly cluster: string;
  readonly site: string;
  readonly atMs: number;
}

/** Of a cluster's names no more than three, or three tenths, go within an hour, and never all of them, however it is sliced. */
export const guardNeverPassed: Invariant = {
  name: 'the guard is never passed',
  watch({ store, engine }, { violated, mirror }) {
    let gone: Gone[] = [];
    store.onNewLife(() => {
      gone = [];
    });
    store.onCommit(({ by, actions }) => {
      for (const action of actions) {
        if (action.action !== 'put' || !action.key.pk.startsWith('gone#')) continue;
        const row = action.row as GoneRow;
        if (row.counted === false) continue;
        const atMs = engine.scheduler.monotonic();
        gone = [
          ...gone.filter((one) => one.atMs > atMs - windowMs),
          { cluster: row.cluster, site: siteName(row.site), atMs },
        ];
        const recent = new Set(gone.filter(({ cluster }) => cluster === row.cluster).map(({ site }) => site));
        const standing = mirror.allSites.filter(({ cluster, state }) => cluster === row.cluster && state === 'live');
        const whole = new Set([...recent, ...standing.map(siteName)]).size;
        const most = Math.max(3, Math.floor(0.3 * whole));
        if (recent.size > most)
          violated(
            `${by} let ${siteName(row.site)} go: ${recent.size} of ${whole} names of ${row.cluster} within an hour`,
          );
      }
    });
  },
};

const siteName = ({ host, view, setIdentifier }: GoneRow['site']): string => `${host}/${view}/${setIdentifier}`;
