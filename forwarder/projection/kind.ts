import { splitKey } from '#shared/domain/keys.ts';
import { type ClusterKind, certManagerKind, endpointMonitorKind } from '#shared/domain/kinds.ts';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import type { ParentKind } from '../joins/watched-kinds.ts';
import { readCertManagerCertificate } from './cert-manager.ts';
import { readEndpointMonitor } from './endpoint-monitor.ts';
import { below, type Field, present, type Reading, readText } from './fields.ts';
import { readGateway, readListenerSet } from './gateway.ts';
import type { Identity } from './identity.ts';
import { readIngress } from './ingress.ts';
import { isSpokenOf, readLoadBalancer } from './load-balancer.ts';
import { readMetadata } from './metadata.ts';
import { readMiddleware } from './middleware.ts';
import { readIngressRoute, readRoute } from './route.ts';

/** Reads an object of a kind that is spoken of; undefined: nothing of ours. */
export function readKind(
  { kind, key, apiVersion }: Identity<ClusterKind>,
  field: Field,
  reading: Reading,
): Exclude<ProjectedObject, { readonly kind: `firstlight.dev/${string}` } | { readonly form: 'stub' }> | undefined {
  const metadata = readMetadata(reading, field, kind);
  const head = { form: 'full', key, apiVersion, ...metadata } as const;
  switch (kind) {
    case 'networking.k8s.io/Ingress':
      return { kind, ...head, ...readIngress(reading, field) };
    case '/Service': {
      const fields = readLoadBalancer(reading, field);
      return isSpokenOf(fields.type, metadata) ? { kind, ...head, ...fields } : undefined;
    }
    case 'networking.k8s.io/IngressClass': {
      const controller = readText(reading, below(reading, below(reading, field, 'spec'), 'controller'));
      return { kind, ...head, ...present({ controller }) };
    }
    case '/Namespace':
      return { kind, ...head, ...readNamespace(reading, field) };
    case 'gateway.networking.k8s.io/HTTPRoute':
    case 'gateway.networking.k8s.io/GRPCRoute':
    case 'gateway.networking.k8s.io/TLSRoute':
      return { kind, ...head, ...readRoute(reading, field, splitKey(key).namespace) };
    case 'traefik.io/IngressRoute':
    case 'traefik.containo.us/IngressRoute':
      return { kind, ...head, ...readIngressRoute(reading, field, splitKey(key).namespace) };
    case 'traefik.io/Middleware':
    case 'traefik.containo.us/Middleware':
      return { kind, ...head, ...readMiddleware(reading, field, splitKey(key).namespace) };
    case endpointMonitorKind:
      return { kind, ...head, ...readEndpointMonitor(reading, field) };
    case certManagerKind:
      return { kind, ...head, ...readCertManagerCertificate(reading, field) };
  }
}

/** Reads what routes take of an object that they refer to. */
export function readParent({ kind, key }: Identity<ParentKind>, field: Field, reading: Reading) {
  const known = { metadata: readMetadata(reading, field, kind), namespace: splitKey(key).namespace };
  return kind === 'gateway.networking.k8s.io/Gateway'
    ? readGateway(reading, field, known)
    : readListenerSet(reading, field, known);
}

function readNamespace(reading: Reading, field: Field) {
  const phase = readText(reading, below(reading, below(reading, field, 'status'), 'phase'));
  const metadata = below(reading, field, 'metadata');
  return present({ phase, deletionTimestamp: readText(reading, below(reading, metadata, 'deletionTimestamp'), 64) });
}
