import type { GoneRow } from '#shared/rows/gone-rows.ts';
import { type ApprovalRow, approvalRows } from '#shared/rows/safety-rows.ts';
import type { Release } from '#shared/rows/site-rows.ts';
import type { Invariant } from './invariant.ts';
import type { Mirror } from './mirror.ts';

/** Clocks of two functions may differ by this much. */
const skewMs = 2_500;

/** A release has waited its time, and its cluster has said in this life of the table what exists. */
export const releasesWait: Invariant = {
  name: 'no release before its time, nor before a walk',
  watch({ store }, { violated, mirror }) {
    let floors = new Set<string>();
    let leastSeconds = Number.POSITIVE_INFINITY;
    store.onNewLife(() => {
      floors = new Set();
    });
    store.onCommit(({ by, actions, nowMs }) => {
      const edges = mirror.configuration?.document.edges ?? [];
      leastSeconds = Math.min(leastSeconds, ...edges.map(({ releaseAfterSeconds }) => releaseAfterSeconds));
      for (const action of actions) {
        if (action.action !== 'put') continue;
        if (action.key.sk === 'floor') floors.add(action.key.pk);
        if (!action.key.pk.startsWith('gone#')) continue;
        const { site, cluster, edge, release } = action.row as GoneRow;
        if (wasWord(mirror, release)) continue;
        const waitedMs = nowMs - release.sinceMs;
        // Without an edge, and with one that is not configured any more, there is the default.
        const least = edges.some(({ name }) => name === edge) ? leastSeconds : Math.min(120, leastSeconds);
        if (waitedMs < least * 1000 - skewMs) violated(`${by} let ${site.host} go after ${waitedMs} ms`);
        for (const kind of ['networking.k8s.io/Ingress', '/Service']) {
          if (!floors.has(`walk#${cluster}#${kind}`))
            violated(`${by} let ${site.host} go though ${cluster} has not walked over ${kind}`);
        }
      }
    });
  },
};

/** `firstlight release HOST`: a person's word waits for nothing but the cluster's. */
const wasWord = (mirror: Mirror, { id }: Release): boolean =>
  ([...mirror.under(approvalRows.pk).values()] as ApprovalRow[]).some(
    ({ scope, releases }) => scope.startsWith('host:') && releases.includes(id),
  );
