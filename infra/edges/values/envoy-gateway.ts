import type { Behind, Values } from './behind.ts';

/** Where Envoy Gateway runs, and the proxies of its Gateways with it. */
const namespace = 'envoy-gateway-system';
const ofEnvoy = { apiVersion: 'gateway.envoyproxy.io/v1alpha1' };
const ofGateway = { apiVersion: 'gateway.networking.k8s.io/v1' };

interface Named extends Behind {
  readonly metadata: { readonly namespace: string; readonly name: string };
}

/**
 * A class, a Gateway and how its proxies see their clients, as manifests (gateway.envoyproxy.io, "API Reference":
 * EnvoyProxy, ClientTrafficPolicy). Behind an `nlb` the listener of plain HTTP takes one route alone, which redirects.
 */
export function envoyGateway(behind: Behind): Values {
  const [within = namespace, own = behind.edge] = behind.gateway?.split('/') ?? [];
  const named: Named = { ...behind, metadata: { namespace: within, name: own } };
  const { create, className } = behind;
  const name = `envoy-${behind.edge}`;
  const parametersRef = { group: 'gateway.envoyproxy.io', kind: 'EnvoyProxy', name, namespace };
  const controllerName = 'gateway.envoyproxy.io/gatewayclass-controller';
  const items = [
    { ...ofGateway, kind: 'GatewayClass', metadata: { name: className }, spec: { controllerName, parametersRef } },
    { ...ofEnvoy, kind: 'EnvoyProxy', metadata: { name, namespace }, spec: { provider: provider(name, create) } },
    ...(create.type === 'alb' ? behindApplication(named) : behindNetwork(named)),
  ];
  const decrypted = create.type === 'alb' ? 80 : 443;
  return { values: { apiVersion: 'v1', kind: 'List', items }, service: { namespace, name, decrypted, plain: 80 } };
}

function provider(name: string, { type, targets }: Behind['create']): object {
  if (targets.kind === 'ip') return { type: 'Kubernetes', kubernetes: { envoyService: { name, type: 'ClusterIP' } } };
  const ports =
    type === 'alb'
      ? [{ port: 80, nodePort: targets.nodePort }]
      : [
          { port: 443, nodePort: targets.nodePort },
          { port: 80, nodePort: targets.plainNodePort },
        ];
  const patch = { type: 'StrategicMerge', value: { spec: { ports } } };
  return { type: 'Kubernetes', kubernetes: { envoyService: { name, type: 'NodePort', patch } } };
}

const everywhere = { allowedRoutes: { namespaces: { from: 'All' } } };

function behindApplication({ metadata, className }: Named): readonly object[] {
  const listeners = [{ name: 'decrypted', port: 80, protocol: 'HTTP', ...everywhere }];
  return [
    { ...ofGateway, kind: 'Gateway', metadata, spec: { gatewayClassName: className, listeners } },
    policy(metadata, 'decrypted', { clientIPDetection: { xForwardedFor: { numTrustedHops: 1 } } }),
  ];
}

function behindNetwork({ metadata, className }: Named): readonly object[] {
  const listeners = [
    { name: 'decrypted', port: 443, protocol: 'HTTP', ...everywhere },
    { name: 'plain', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } },
  ];
  const redirect = { type: 'RequestRedirect', requestRedirect: { scheme: 'https', port: 443, statusCode: 301 } };
  return [
    { ...ofGateway, kind: 'Gateway', metadata, spec: { gatewayClassName: className, listeners } },
    {
      ...ofGateway,
      kind: 'HTTPRoute',
      metadata: { ...metadata, name: `${metadata.name}-to-https` },
      spec: { parentRefs: [{ name: metadata.name, sectionName: 'plain' }], rules: [{ filters: [redirect] }] },
    },
    policy(metadata, 'decrypted', cameByTls),
    policy(metadata, 'plain', { enableProxyProtocol: true }),
  ];
}

/**
 * Envoy keeps a forwarded protocol only from whom it believes; so it believes one hop, and what clients claim of
 * themselves is taken away before.
 */
const cameByTls = {
  enableProxyProtocol: true,
  clientIPDetection: { xForwardedFor: { numTrustedHops: 1 } },
  headers: {
    earlyRequestHeaders: {
      set: [{ name: 'X-Forwarded-Proto', value: 'https' }],
      remove: ['X-Forwarded-For', 'X-Forwarded-Host'],
    },
  },
};

const policy = (metadata: Named['metadata'], sectionName: string, spec: object): object => ({
  ...ofEnvoy,
  kind: 'ClientTrafficPolicy',
  metadata: { ...metadata, name: `${metadata.name}-${sectionName}` },
  spec: {
    targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: metadata.name, sectionName }],
    ...spec,
  },
});
