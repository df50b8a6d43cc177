import { loadBalancer } from './firstlight.ts';

/** Hosts of one Ingress and where its load balancer is. */
export interface IngressWords {
  readonly hosts: readonly string[];
  readonly className?: string;
  readonly tls?: readonly string[];
  readonly annotations?: Readonly<Record<string, string>>;
  /** The status that the cluster gave it. */
  readonly address?: { readonly hostname: string } | { readonly ip: string } | 'none';
}

/** A short name is one of external-dns's. */
const annotation = (name: string): string => (name.includes('/') ? name : `external-dns.alpha.kubernetes.io/${name}`);

/** An Ingress as the API server would give it out, in YAML. */
export function ingressText(key: string, words: IngressWords): string {
  const { hosts, className = 'public', tls = [], annotations = {} } = words;
  const address = words.address ?? { hostname: loadBalancer.dnsName };
  return document({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata(key, annotations),
    spec: {
      ingressClassName: className,
      rules: hosts.map((host) => ({ host })),
      tls: tls.map((host) => ({ hosts: [host] })),
    },
    status: address === 'none' ? {} : { loadBalancer: { ingress: [address] } },
  });
}

/** A Service of type LoadBalancer that external-dns publishes under `host`. */
export function serviceText(key: string, host: string, ip: string): string {
  return document({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(key, { hostname: host, target: ip }),
    spec: { type: 'LoadBalancer', ports: [{ port: 443, protocol: 'TCP' }] },
    status: { loadBalancer: { ingress: [{ ip }] } },
  });
}

/** A Service of type ExternalName under `host`. */
export function externalNameText(key: string, host: string, externalName: string): string {
  const spec = { type: 'ExternalName', externalName };
  return document({ apiVersion: 'v1', kind: 'Service', metadata: metadata(key, { hostname: host }), spec });
}

/** A Deployment whose container has these arguments. */
export function deploymentText(key: string, args: readonly string[]): string {
  const spec = { template: { spec: { containers: [{ name: 'external-dns', args }] } } };
  return document({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: metadata(key, {}), spec });
}

function metadata(key: string, annotations: Readonly<Record<string, string>>) {
  const [namespace = '', name = ''] = key.split('/');
  const prefixed = Object.entries(annotations).map(([short, value]) => [annotation(short), value] as const);
  return { namespace, name, creationTimestamp: '2026-01-01T00:00:00Z', annotations: Object.fromEntries(prefixed) };
}

/** An Ingress whose host leads to an endpoint of AWS that is no load balancer. */
function toEndpoint(name: string, endpoint: string): string {
  const hosts = [`${name}.example.com`];
  return ingressText(`shop/${name}`, { hosts, annotations: { target: endpoint }, address: { hostname: endpoint } });
}

/** JSON is YAML. */
const document = (object: object): string => `---\n${JSON.stringify(object)}\n`;

/** One host of every form that both controllers know. */
export const everyForm: Readonly<Record<string, string>> = {
  'app.example.com': ingressText('shop/app', { hosts: ['app.example.com'] }),
  'b.example.com, deep.er.example.com': ingressText('shop/several', {
    hosts: ['b.example.com', 'deep.er.example.com'],
  }),
  '*.w.example.com': ingressText('shop/wildcard', { hosts: ['*.w.example.com'] }),
  'tls.example.com': ingressText('shop/tls', { hosts: [], tls: ['tls.example.com'] }),
  'annotated.example.com': ingressText('shop/annotated', {
    hosts: [],
    annotations: { hostname: 'annotated.example.com' },
  }),
  'metal.example.com': ingressText('shop/metal', {
    hosts: ['metal.example.com'],
    className: 'metal',
    address: { ip: '192.0.2.10' },
  }),
  'short.example.com': ingressText('shop/short', {
    hosts: ['short.example.com'],
    className: 'metal',
    address: { ip: '192.0.2.10' },
    annotations: { ttl: '60' },
  }),
  'partner.example.com': ingressText('shop/partner', {
    hosts: ['partner.example.com'],
    annotations: { target: 'shops.example.net' },
    address: { hostname: 'shops.example.net' },
  }),
  'six.example.com': ingressText('shop/six', {
    hosts: ['six.example.com'],
    annotations: { target: '2001:db8::1,192.0.2.20' },
  }),
  'tcp.example.com': serviceText('shop/tcp', 'tcp.example.com', '203.0.113.25'),
};

/** Those to which external-dns has an AAAA, too, and Firstlight never makes one. */
export const everyEndpoint: Readonly<Record<string, string>> = {
  'endpoint.example.com': toEndpoint('endpoint', 'vpce-1.vpce-svc-1.eu-west-1.vpce.amazonaws.com'),
  'api.example.com': toEndpoint('api', 'd-1.execute-api.eu-central-1.amazonaws.com'),
};

export const everyHost: readonly string[] = Object.keys(everyForm).flatMap((hosts) => hosts.split(', '));
