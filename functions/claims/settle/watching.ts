import { splitKey } from '#shared/domain/keys.ts';
import {
  endpointMonitorKind,
  ingressRouteKinds,
  type KindId,
  middlewareKinds,
  splitKindId,
} from '#shared/domain/kinds.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import { kindRows, namespacePrefix, type ObjectRow, objectsOf } from '#shared/rows/object-rows.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import { middlewaresByName, refsOf } from '../wishes/monitor/login.ts';
import type { Watching } from '../wishes/types.ts';
import { rowsOfKind } from './cluster-objects.ts';

const read = async ({ drain, cluster }: Of, kinds: readonly KindId[]): Promise<readonly ObjectRow[]> =>
  (await Promise.all(kinds.map((kind) => rowsOfKind(drain, { cluster, ...splitKindId(kind) })))).flat();

interface Of {
  readonly drain: ClaimsDrain;
  readonly cluster: string;
}

/** What says how others are watched; undefined where nobody watches. */
export async function readWatching(of: Of): Promise<Watching | undefined> {
  if (of.drain.configuration.document.monitors === undefined) return undefined;
  const rows = await read(of, [endpointMonitorKind, ...middlewareKinds]);
  const objects = rows.flatMap(({ object }) => (object?.form === 'full' ? [object] : []));
  const monitors = objects.filter((object) => object.kind === endpointMonitorKind);
  const middlewares = objects.filter((object) => 'chain' in object);
  return {
    endpointMonitors: Map.groupBy(monitors, ({ key }) => splitKey(key).namespace),
    middlewares: middlewaresByName(middlewares),
  };
}

/** The objects that are to be watched otherwise, perhaps, now that these have changed. */
export async function watchedOtherwise(of: Of, changed: readonly ObjectRef[]): Promise<readonly ObjectRow[]> {
  if (of.drain.configuration.document.monitors === undefined) return [];
  const monitors = changed.filter(({ kind }) => kind === 'EndpointMonitor');
  const beside = monitors.length === 0 ? [] : await objectsBeside(of, monitors);
  const isMiddleware = changed.some(({ kind }) => kind === 'Middleware');
  const behind = isMiddleware ? await read(of, ['networking.k8s.io/Ingress', ...ingressRouteKinds]) : [];
  return [...beside, ...behind.filter(({ object }) => isHost(object) && refsOf(object).length > 0)];
}

const isHost = (object: ObjectRow['object']) => object?.form === 'full' && ('rules' in object || 'entrances' in object);

/** All that is in the namespaces of some objects. */
async function objectsBeside({ drain, cluster }: Of, refs: readonly ObjectRef[]): Promise<readonly ObjectRow[]> {
  const namespaces = [...new Set(refs.map(({ key }) => splitKey(key).namespace))];
  const kinds = (await drain.table.query(kindRows(cluster))).map(({ row }) => row);
  const found = await Promise.all(
    kinds.flatMap((kind) =>
      namespaces.map((namespace) =>
        drain.table.query(objectsOf({ cluster, ...kind }), { prefix: namespacePrefix(namespace) }),
      ),
    ),
  );
  return found.flat().flatMap(({ row }) => (row.object === undefined ? [] : [row]));
}
