import type { GoneRow } from '#shared/rows/gone-rows.ts';
import { type InboxRow, inboxRows } from '#shared/rows/object-rows.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import { laneStateKey } from '#shared/runtime/lanes.ts';
import type { Invariant } from './invariant.ts';
import type { Mirror } from './mirror.ts';

/** What a drain found waiting stands for a few seconds, and clocks of functions differ. */
const heardMs = 10_000;

/** Nothing goes while its lane has not heard all that it was told: by its cluster, by a deployment, by a person who holds. */
export const releasesHear: Invariant = {
  name: 'no release unheard',
  watch({ store }, { violated, mirror }) {
    store.onCommit(({ by, actions, nowMs }) => {
      for (const action of actions) {
        if (action.action !== 'put' || !action.key.pk.startsWith('gone#')) continue;
        for (const why of againstIt(action.row as GoneRow, mirror, nowMs))
          violated(`${by} let ${(action.row as GoneRow).site.host} go ${why}`);
      }
    });
  },
};

function againstIt({ site, cluster, edge }: GoneRow, mirror: Mirror, nowMs: number): readonly string[] {
  const messages = [...mirror.under(inboxRows(cluster).pk).values()] as InboxRow[];
  const unheard = messages.find(({ receivedMs }) => receivedMs < nowMs - heardMs);
  const seq = mirror.configuration?.seq ?? 0;
  const seen = mirror.row(laneStateKey(claimsLane(cluster)))?.seq ?? 0;
  const hold = mirror.holds.find(
    ({ scope, untilMs = Number.POSITIVE_INFINITY }) =>
      untilMs > nowMs + heardMs && covers(scope, { host: site.host, cluster, edge }),
  );
  return [
    ...(unheard === undefined ? [] : [`with a message of ${cluster} unheard for ${nowMs - unheard.receivedMs} ms`]),
    ...(seen < seq ? [`under configuration ${seen}, ${seq} is in force`] : []),
    ...(hold === undefined ? [] : [`though ${hold.scope} is held`]),
  ];
}

const covers = (scope: string, { host, cluster, edge }: { host: string; cluster: string; edge: string }): boolean =>
  scope === 'all' ||
  scope === `cluster:${cluster}` ||
  scope === `edge:${edge}` ||
  // A wildcard is a name of its own here: what it covers is told by the zone.
  scope === `host:${host}`;
