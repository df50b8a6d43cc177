import type { Edge } from '#shared/domain/configuration.ts';
import { readHost } from '#shared/domain/host-name.ts';
import { matchesHost } from '#shared/domain/host-pattern.ts';
import type { MonitorWish } from '#shared/domain/monitor-wish.ts';
import type { HostObject, Ingress, LoadBalancer } from '#shared/domain/objects.ts';
import type { Route } from '#shared/domain/routes.ts';
import type { TlsWish } from '#shared/domain/site.ts';
import { loginOf, type Middlewares } from './login.ts';
import { pathLimit } from './values.ts';

/** What an object shows of the URL of a host without saying a word of monitors. */
type UrlFacts = Pick<MonitorWish, 'scheme' | 'firstPath' | 'loginBy'>;

interface Served {
  readonly edge: Edge | undefined;
  readonly tls: TlsWish | undefined;
  readonly middlewares: Middlewares;
}

export function urlFactsOf(object: HostObject, host: string, served: Served): UrlFacts {
  const firstPath = firstPathOf(object, host);
  const loginBy = loginOf(object, served.middlewares);
  return {
    scheme: endsTls(served) || hasTls(object, host) ? 'https' : 'http',
    ...(firstPath === undefined ? {} : { firstPath }),
    ...(loginBy === undefined ? {} : { loginBy }),
  };
}

/** Whether the edge, or whoever else keeps the certificate, answers HTTPS; not where the name leads past the edge. */
const endsTls = ({ edge, tls }: Omit<Served, 'middlewares'>): boolean =>
  edge !== undefined && edge.certificates.mode !== 'off' && tls?.managedBy !== 'elsewhere';

function hasTls(object: HostObject, host: string): boolean {
  switch (object.kind) {
    case 'networking.k8s.io/Ingress':
      return object.tls.some(({ hosts }) => hosts.some((written) => covers(written, host)));
    case '/Service':
      return hasTlsPort(object);
    case 'gateway.networking.k8s.io/HTTPRoute':
    case 'gateway.networking.k8s.io/GRPCRoute':
    case 'gateway.networking.k8s.io/TLSRoute':
      return hasTlsListener(object, host);
    default:
      return object.tls !== undefined;
  }
}

function covers(written: string, host: string): boolean {
  const read = readHost(written);
  return read.ok && (read.host === host || matchesHost(read.host, host));
}

const hasTlsPort = ({ ports }: LoadBalancer): boolean =>
  ports.some(({ port, name }) => port === 443 || name === 'https');

/** Gateway API reference, "Listener.hostname": none is every host. */
const hasTlsListener = ({ parents }: Route, host: string): boolean =>
  parents.some(({ listeners }) =>
    listeners.some(
      ({ protocol, hostname }) =>
        (protocol === 'HTTPS' || protocol === 'TLS') && (hostname === undefined || covers(hostname, host)),
    ),
  );

/** ingress-nginx, "Annotations": the path is a regular expression, or not what the application is asked for. */
const pathTurners = ['use-regex', 'rewrite-target', 'app-root'].map((name) => `nginx.ingress.kubernetes.io/${name}`);

function firstPathOf(object: HostObject, host: string): string | undefined {
  if (object.kind !== 'networking.k8s.io/Ingress' || pathTurners.some((name) => says(object, name))) return undefined;
  const path = object.rules.find((rule) => rule.host !== undefined && covers(rule.host, host))?.paths?.[0];
  return path === undefined || path.length > pathLimit ? undefined : path;
}

function says({ annotations }: Pick<Ingress, 'annotations'>, name: string): boolean {
  const value = Object.hasOwn(annotations, name) ? annotations[name]?.trim() : undefined;
  return value !== undefined && value !== '' && value !== 'false';
}
