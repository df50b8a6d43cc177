import type { Edge } from '#shared/domain/configuration.ts';
import { splitKey } from '#shared/domain/keys.ts';
import { monitorDefaultsFor } from '#shared/domain/monitor-policy.ts';
import type { MonitorWish } from '#shared/domain/monitor-wish.ts';
import type { HostObject } from '#shared/domain/objects.ts';
import type { TlsWish } from '#shared/domain/site.ts';
import type { WishContext } from '../types.ts';
import { monitorAnnotations } from './endpoint-monitor.ts';
import { monitorSaidOf } from './said.ts';
import { urlFactsOf } from './url-facts.ts';

/** Where a host of an object is served. */
interface Served {
  readonly edge: Edge | undefined;
  readonly tls: TlsWish | undefined;
  readonly context: WishContext;
}

/** How a host of an object is to be watched: as the object says, else as its namespace, its edge, the installation does. */
export function monitorWishOf(
  object: HostObject,
  host: string,
  { edge, tls, context }: Served,
): MonitorWish | undefined {
  const { monitors } = context.configuration;
  if (monitors === undefined) return undefined;
  const place = { cluster: context.cluster, namespace: splitKey(object.key).namespace };
  const own = edge?.monitors === undefined ? {} : { edge: edge.monitors };
  const { enabled, ...defaults } = monitorDefaultsFor(monitors, { ...place, ...own });
  const annotations = monitorAnnotations(object, host, context.watching?.endpointMonitors.get(place.namespace) ?? []);
  const said = monitorSaidOf({ ...object, annotations });
  if (enabled === 'none' || !(said.enabled ?? enabled === 'all')) return undefined;
  const { scheme, ...facts } = urlFactsOf(object, host, {
    edge,
    tls,
    middlewares: context.watching?.middlewares ?? new Map(),
  });
  const asked = said.https === true ? 'https' : scheme;
  return { maintenanceWindows: [], statusPages: [], ...defaults, ...said.wish, ...facts, scheme: asked };
}
