import type { OversizedAnnotation } from '#shared/domain/object-meta.ts';
import { utf8Bytes, valueLimitBytes } from '#shared/domain/wire-limits.ts';
import type { WatchedId } from '../joins/watched-kinds.ts';
import { addProblem, below, type Field, present, type Reading, readCount, readRecord, readText } from './fields.ts';

/**
 * Annotations and labels are taken over when they begin with one of these; a capability that reads another one adds it
 * here. Sources: external-dns "Annotations"; Kubernetes "Well-Known Labels, Annotations and Taints"; cert-manager
 * "Annotated Ingress resource"; Traefik "Kubernetes Ingress"; AWS Load Balancer Controller "Annotations"; stakater/IngressMonitorController, release-v1;
 * ingress-nginx "Annotations".
 */
const prefixesInUse = [
  'firstlight.dev/',
  'external-dns.kubernetes.io/',
  'external-dns.alpha.kubernetes.io/',
  'kubernetes.io/ingress.class',
  'ingressclass.kubernetes.io/is-default-class',
  'cert-manager.io/cluster-issuer',
  'cert-manager.io/issuer',
  'kubernetes.io/tls-acme',
  'traefik.ingress.kubernetes.io/router.middlewares',
  'traefik.ingress.kubernetes.io/router.tls.certresolver',
  'alb.ingress.kubernetes.io/certificate-arn',
  'service.beta.kubernetes.io/aws-load-balancer-ssl-cert',
  'monitor.stakater.com/',
  'uptimerobot.monitor.stakater.com/',
  'nginx.ingress.kubernetes.io/app-root',
  'nginx.ingress.kubernetes.io/auth-signin',
  'nginx.ingress.kubernetes.io/auth-type',
  'nginx.ingress.kubernetes.io/auth-url',
  'nginx.ingress.kubernetes.io/rewrite-target',
  'nginx.ingress.kubernetes.io/use-regex',
];

const inUse = (name: string): boolean => prefixesInUse.some((prefix) => name.startsWith(prefix));

/** A namespace's labels are there to be selected by; by its name label a Service is known to be Traefik's. */
const isWantedLabel = (kind: WatchedId, name: string): boolean =>
  inUse(name) || kind === '/Namespace' || (kind === '/Service' && name === 'app.kubernetes.io/name');

export interface Metadata {
  readonly uid?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly oversized?: readonly OversizedAnnotation[];
}

export function readMetadata(reading: Reading, object: Field, kind: WatchedId): Metadata {
  const metadata = below(reading, object, 'metadata');
  const oversized: OversizedAnnotation[] = [];
  const annotations = readMap(reading, below(reading, metadata, 'annotations'), { wanted: inUse, oversized });
  const labels = readMap(reading, below(reading, metadata, 'labels'), {
    wanted: (name) => isWantedLabel(kind, name),
    oversized,
  });
  return {
    ...readVersion(reading, object),
    annotations,
    labels,
    ...(oversized.length === 0 ? {} : { oversized }),
  };
}

/** What tells one life of an object from the next. */
export function readVersion(reading: Reading, object: Field) {
  const metadata = below(reading, object, 'metadata');
  return present({
    uid: readText(reading, below(reading, metadata, 'uid'), 128),
    generation: readCount(reading, below(reading, metadata, 'generation')),
    creationTimestamp: readText(reading, below(reading, metadata, 'creationTimestamp'), 64),
  });
}

interface Wish {
  readonly wanted: (name: string) => boolean;
  readonly oversized: OversizedAnnotation[];
}

/** Sorted by name, so that equal maps are equal text. */
function readMap(reading: Reading, field: Field, wish: Wish): Record<string, string> {
  const entries: [string, string][] = [];
  for (const [name, value] of Object.entries(readRecord(reading, field))) {
    if (!wish.wanted(name) || value === null) continue;
    const path = `${field.path}["${name}"]`;
    if (utf8Bytes(name) > nameLimitBytes || !name.isWellFormed()) {
      addProblem(reading, path, `has a name of more than ${nameLimitBytes} bytes: shorten it`);
    } else if (typeof value === 'string' && utf8Bytes(value) > valueLimitBytes) {
      wish.oversized.push({ name, bytes: utf8Bytes(value) });
    } else {
      const text = readText(reading, { value, path }, valueLimitBytes);
      if (text !== undefined) entries.push([name, text]);
    }
  }
  wish.oversized.sort((a, b) => (a.name < b.name ? -1 : 1));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Kubernetes "Labels and Selectors": a prefix of 253 characters, a slash, a name of 63. */
const nameLimitBytes = 317;
