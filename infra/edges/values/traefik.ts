import type { Behind, Values } from './behind.ts';

const namespace = 'traefik';

/**
 * Values of Traefik's chart, version 39 and later (github.com/traefik/traefik-helm-chart, values.yaml). Behind an `alb`
 * all comes to `web`; behind an `nlb` plain HTTP comes to `web`, which redirects it, and what came by TLS to `websecure`,
 * which says so to whom it hands it on.
 */
export function traefik({ edge, className, create }: Behind): Values {
  const name = `traefik-${edge}`;
  const values = {
    fullnameOverride: name,
    namespaceOverride: namespace,
    ingressClass: { enabled: true, isDefaultClass: false, name: className },
    providers: { kubernetesIngress: { ingressClass: className }, kubernetesCRD: { ingressClass: className } },
    service: { type: create.targets.kind === 'ip' ? 'ClusterIP' : 'NodePort' },
    ...(create.type === 'alb' ? behindApplication(create) : behindNetwork(name, create)),
  };
  const decrypted = create.type === 'alb' ? 'web' : 'websecure';
  return { values, service: { namespace, name, decrypted, plain: 'web' } };
}

function behindApplication({ subnetCidrs, targets }: Behind['create']): object {
  const nodePort = targets.kind === 'instance' ? { nodePort: targets.nodePort } : {};
  return {
    ports: {
      web: { forwardedHeaders: { trustedIPs: subnetCidrs }, ...nodePort },
      websecure: { expose: { default: false } },
    },
  };
}

function behindNetwork(name: string, { subnetCidrs, targets, tcpPorts }: Behind['create']): object {
  const proxyProtocol = { trustedIPs: subnetCidrs };
  const nodePort = (port: number | undefined) =>
    targets.kind === 'instance' && port !== undefined ? { nodePort: port } : {};
  const middleware = `${name}-came-by-tls`;
  const redirections = { entryPoint: { to: 'websecure', scheme: 'https', permanent: true } };
  const decrypted = { tls: { enabled: false }, middlewares: [`${namespace}-${middleware}@kubernetescrd`] };
  const tcp = tcpPorts.map(({ port, targetPort = port }) => [
    `tcp-${port}`,
    { port, exposedPort: port, expose: { default: true }, protocol: 'TCP', ...nodePort(targetPort) },
  ]);
  const plainNodePort = targets.kind === 'instance' ? targets.plainNodePort : undefined;
  return {
    ports: {
      web: { proxyProtocol, http: { redirections }, ...nodePort(plainNodePort) },
      websecure: {
        proxyProtocol,
        http: decrypted,
        ...nodePort(targets.kind === 'instance' ? targets.nodePort : undefined),
      },
      ...Object.fromEntries(tcp),
    },
    extraObjects: [
      {
        apiVersion: 'traefik.io/v1alpha1',
        kind: 'Middleware',
        metadata: { name: middleware, namespace },
        spec: { headers: { customRequestHeaders: { 'X-Forwarded-Proto': 'https' } } },
      },
    ],
  };
}
