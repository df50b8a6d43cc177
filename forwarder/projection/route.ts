import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import type { IngressRoute, Route } from '#shared/domain/routes.ts';
import { valueLimitBytes } from '#shared/domain/wire-limits.ts';
import { below, type Field, present, type Reading, readList, readText, readTexts } from './fields.ts';
import { readMiddlewareRefs } from './middleware.ts';
import { readAccepted, readParentRef } from './parents.ts';

/** Fields of HTTPRoute, GRPCRoute and TLSRoute (Gateway API reference); its parents are joined later. */
export function readRoute(reading: Reading, object: Field, namespace: string): Omit<Route, 'kind' | keyof ObjectMeta> {
  const spec = below(reading, object, 'spec');
  const statuses = readList(reading, below(reading, below(reading, object, 'status'), 'parents'));
  return {
    hostnames: readTexts(reading, below(reading, spec, 'hostnames')),
    parentRefs: readList(reading, below(reading, spec, 'parentRefs')).map((ref) =>
      readParentRef(reading, ref, namespace),
    ),
    parentStatuses: statuses.map((entry) => ({
      ...readParentRef(reading, below(reading, entry, 'parentRef'), namespace),
      ...present({ accepted: readAccepted(reading, entry) }),
    })),
    parents: [],
  };
}

/** Fields of IngressRoute (Traefik, "Kubernetes CRD"); what leads to Traefik is joined later. */
export function readIngressRoute(
  reading: Reading,
  object: Field,
  namespace: string,
): Omit<IngressRoute, 'kind' | keyof ObjectMeta> {
  const spec = below(reading, object, 'spec');
  const tls = below(reading, spec, 'tls');
  const routes = readList(reading, below(reading, spec, 'routes'));
  const middlewares = routes.flatMap((route) =>
    readMiddlewareRefs(reading, below(reading, route, 'middlewares'), namespace),
  );
  return {
    entryPoints: readTexts(reading, below(reading, spec, 'entryPoints')),
    matches: routes.map((route) => readText(reading, below(reading, route, 'match'), valueLimitBytes) ?? ''),
    ...present({
      tls:
        tls.value === undefined || tls.value === null
          ? undefined
          : present({
              secretName: readText(reading, below(reading, tls, 'secretName')),
              certResolver: readText(reading, below(reading, tls, 'certResolver')),
            }),
    }),
    ...(middlewares.length === 0 ? {} : { middlewares: [...new Set(middlewares)] }),
    entrances: [],
  };
}
