import type { GoneRow } from '#shared/rows/gone-rows.ts';
import { inboxRows } from '#shared/rows/object-rows.ts';
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
    /** When each message came to be in the table: until then nobody could hear it, however slow that was. */
    const stored = new Map<string, number>();
    store.onNewLife(() => stored.clear());
    store.onCommit(({ by, actions, nowMs }) => {
      for (const action of actions) {
        const { pk, sk } = action.key;
        if (action.action === 'put' && pk.startsWith('inbox#')) stored.set(`${pk} ${sk}`, nowMs);
        if (action.action === 'delete') stored.delete(`${pk} ${sk}`);
        if (action.action !== 'put' || !action.key.pk.startsWith('gone#')) continue;
        for (const why of againstIt(action.row as GoneRow, { mirror, nowMs, stored }))
          violated(`${by} let ${(action.row as GoneRow).site.host} go ${why}`);
      }
    });
  },
};

interface Known {
  readonly mirror: Mirror;
  readonly nowMs: number;
  readonly stored: ReadonlyMap<string, number>;
}

function againstIt({ site, cluster, edge }: GoneRow, { mirror, nowMs, stored }: Known): readonly string[] {
  const { pk } = inboxRows(cluster);
  const waiting = [...mirror.under(pk).keys()].flatMap((sk) => stored.get(`${pk} ${sk}`) ?? []);
  const unheardMs = nowMs - Math.min(nowMs, ...waiting);
  const seq = mirror.configuration?.seq ?? 0;
  const seen = mirror.row(laneStateKey(claimsLane(cluster)))?.seq ?? 0;
  const hold = mirror.holds.find(
    ({ scope, untilMs = Number.POSITIVE_INFINITY }) =>
      untilMs > nowMs + heardMs && covers(scope, { host: site.host, cluster, edge }),
  );
  return [
    ...(unheardMs <= heardMs ? [] : [`with a message of ${cluster} unheard for ${unheardMs} ms`]),
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
