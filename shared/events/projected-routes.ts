import * as z from 'zod';
import { ingressRouteKinds, routeKinds } from '#shared/domain/kinds.ts';
import { addresses, annotated, list, longText, meta, raw, texts } from './wire-fields.ts';

const Accepted = z.object({ status: raw, reason: raw.exactOptional() });

const parentRef = {
  of: raw,
  key: raw,
  sectionName: raw.exactOptional(),
  port: z.number().int().exactOptional(),
};

const Listener = z.object({
  name: raw,
  hostname: raw.exactOptional(),
  port: z.number().int().exactOptional(),
  protocol: raw,
  secrets: list(raw).exactOptional(),
  from: raw.exactOptional(),
  selector: z
    .object({
      matchLabels: texts.exactOptional(),
      matchExpressions: list(z.object({ key: raw, operator: raw, values: list(raw) })).exactOptional(),
    })
    .exactOptional(),
  kinds: list(raw).exactOptional(),
});

const RouteParent = z.object({
  ...annotated,
  of: raw,
  key: raw,
  listeners: list(Listener),
  accepted: Accepted.exactOptional(),
  gateway: z.object({ ...annotated, key: raw, className: raw.exactOptional(), addresses }).exactOptional(),
});

export const Route = z.object({
  ...meta,
  kind: z.enum(routeKinds),
  hostnames: list(raw),
  parentRefs: list(z.object(parentRef)),
  parentStatuses: list(z.object({ ...parentRef, accepted: Accepted.exactOptional() })),
  parents: list(RouteParent),
  namespaceLabels: texts.exactOptional(),
});

export const IngressRoute = z.object({
  ...meta,
  kind: z.enum(ingressRouteKinds),
  entryPoints: list(raw),
  matches: list(longText),
  tls: z.object({ secretName: raw.exactOptional(), certResolver: raw.exactOptional() }).exactOptional(),
  middlewares: list(raw).exactOptional(),
  entrances: list(z.object({ key: raw, entryPoints: list(raw), externalIPs: list(raw), addresses })),
});
