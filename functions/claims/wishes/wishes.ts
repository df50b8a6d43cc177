import { certManagerKind, endpointMonitorKind } from '#shared/domain/kinds.ts';
import type { HostObject, ProjectedObject } from '#shared/domain/objects.ts';
import { type ObjectRef, refText } from '#shared/domain/site.ts';
import { otherController, recordTypeTold } from './annotations/annotation.ts';
import { unknownAnnotations } from './annotations/unknown.ts';
import { ofIngressRoute } from './ingress-route-wishes.ts';
import { inFields, wordsOf } from './monitor/endpoint-monitor.ts';
import { monitorSaidOf } from './monitor/said.ts';
import { named, noWishes, skip, slip } from './no-wishes.ts';
import { asksForHosts, ofIngress, ofLoadBalancer } from './object-wishes.ts';
import { ofRoute } from './route-wishes.ts';
import type { WishContext, Wishes } from './types.ts';

/**
 * What an object asks for under a configuration. Pure and total: every host that it names is a wish, refused or skipped.
 * An object that is absent asks for nothing.
 */
export function wishesOf(ref: ObjectRef, object: ProjectedObject | undefined, context: WishContext): Wishes {
  if (object === undefined) return noWishes;
  // Of an object that could not be read nothing is known but that it exists: what it claimed stands, nothing is added.
  if (object.form === 'stub') return slip({ reason: object.reason, message: `${refText(ref)}: ${object.message}` });
  switch (object.kind) {
    case 'networking.k8s.io/Ingress':
      return keepUnread(ref, object, tellOthers(ref, object, ofIngress(ref, object, context)));
    case '/Service':
      return keepUnread(ref, object, tellOthers(ref, object, ofLoadBalancer(ref, object, context)));
    case 'gateway.networking.k8s.io/HTTPRoute':
    case 'gateway.networking.k8s.io/GRPCRoute':
    case 'gateway.networking.k8s.io/TLSRoute':
      return keepUnread(ref, object, tellOthers(ref, object, ofRoute(ref, object, context)));
    case 'traefik.io/IngressRoute':
    case 'traefik.containo.us/IngressRoute':
      return keepUnread(ref, object, tellOthers(ref, object, ofIngressRoute(ref, object, context)));
    case endpointMonitorKind: {
      if (context.configuration.monitors === undefined) return noWishes;
      const { problems } = monitorSaidOf({ annotations: wordsOf(object) });
      const told = problems.map((one) => ({ reason: 'InvalidObject', message: inFields(one) }) as const);
      return skip(...told.map((one) => named(ref, one)));
    }
    case 'traefik.io/Middleware':
    case 'traefik.containo.us/Middleware':
    case certManagerKind:
      return noWishes;
    case 'firstlight.dev/File':
      return skip({ reason: object.reason, message: object.message });
    case 'networking.k8s.io/IngressClass':
    case '/Namespace':
    case 'firstlight.dev/Source':
      return noWishes;
  }
}

/** A name that is nearly one of ours was to say something: what the object has stands until it does. */
function tellOthers(ref: ObjectRef, object: HostObject, wishes: Wishes): Wishes {
  if (otherController(object) !== undefined) return wishes;
  const { skipped, isSlip } = unknownAnnotations(object);
  const told = [...skipped, ...recordTypeTold(object)].map((one) => named(ref, one));
  return { ...wishes, keepOthers: wishes.keepOthers || isSlip, skipped: [...told, ...wishes.skipped] };
}

/** What a field holds that could not be read is unknown, not absent. */
function keepUnread(ref: ObjectRef, object: HostObject, wishes: Wishes): Wishes {
  const { problems = [] } = object;
  const isUnread = problems.some(({ field }) => decisiveField.test(field));
  const keepOthers = wishes.keepOthers || isUnread;
  if (object.kind === '/Service' && !asksForHosts(object)) return { ...wishes, keepOthers };
  const told = problems.map(({ field, message }) =>
    named(ref, { reason: 'InvalidObject', message: `${field}: ${message}` }),
  );
  // Hosts may be in what could not be read.
  const rest = wishes.skipped.filter(({ reason }) => !(isUnread && reason === 'NoHost'));
  return { ...wishes, keepOthers, skipped: [...told, ...rest] };
}

/** `metadata` alone: there are more problems than are listed. */
const decisiveField = /^(metadata$|metadata\.annotations|spec)/;
