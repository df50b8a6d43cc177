/** An object as a team writes it. */
export interface FileObject {
  readonly kind: 'Ingress' | 'Service';
  readonly namespace: string;
  readonly name: string;
  readonly hosts: readonly string[];
  /** Of an Ingress; public or private, or one that does not exist. */
  readonly className?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  /** What its load balancer says of itself; absent while it has none. */
  readonly address?: string;
  /** So many annotations of the greatest size that is taken, so that a cluster does not fit into one message. */
  readonly pads?: number;
  readonly createdMs: number;
}

export const idOf = ({ kind, namespace, name }: Pick<FileObject, 'kind' | 'namespace' | 'name'>): string =>
  `${namespace}/${kind.toLowerCase()}-${name}.yaml`;

/** The manifest; JSON is YAML too. */
export function manifestOf(object: FileObject): string {
  const { kind, namespace, name, hosts, address } = object;
  const annotations = { ...object.annotations, ...padding(object.pads ?? 0) };
  const status = address === undefined ? {} : { loadBalancer: { ingress: [addressOf(address)] } };
  const metadata = { name, namespace, annotations, creationTimestamp: new Date(object.createdMs).toISOString() };
  if (kind === 'Ingress') {
    const spec = {
      ingressClassName: object.className ?? 'public',
      rules: hosts.map((host) => ({ host, http: { paths: [] } })),
    };
    return JSON.stringify({ apiVersion: 'networking.k8s.io/v1', kind, metadata, spec, status });
  }
  const named =
    hosts.length === 0 ? annotations : { ...annotations, 'external-dns.alpha.kubernetes.io/hostname': hosts.join(',') };
  return JSON.stringify({
    apiVersion: 'v1',
    kind,
    metadata: { ...metadata, annotations: named },
    spec: { type: 'LoadBalancer' },
    status,
  });
}

const addressOf = (address: string): object => (/^[\d.]+$/.test(address) ? { ip: address } : { hostname: address });

/** The classes of a cluster: without them no Ingress means anything. */
export const classManifests = ['public', 'private'].map((name) =>
  JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name },
    spec: { controller: 'example.com/ingress' },
  }),
);

const padding = (count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`firstlight.dev/pad-${index}`, 'x'.repeat(4_000)]));
