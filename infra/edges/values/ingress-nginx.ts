import type { Behind, Values } from './behind.ts';

const namespace = 'ingress-nginx';

/**
 * Values of the chart of ingress-nginx (github.com/kubernetes/ingress-nginx, charts/ingress-nginx/values.yaml and its
 * user guide, "ConfigMap"). Behind an `nlb` plain HTTP has a port of its own that only redirects, so that `ssl-redirect`,
 * which cannot see that TLS has ended before, turns nothing in circles (its deploy guide, "TLS termination in AWS Load
 * Balancer").
 */
export function ingressNginx({ edge, className, create }: Behind): Values {
  const name = `ingress-nginx-${edge}`;
  const values = {
    fullnameOverride: name,
    namespaceOverride: namespace,
    controller: {
      ingressClass: className,
      ingressClassResource: { name: className, enabled: true, default: false, controllerValue: `k8s.io/${name}` },
      ...(create.type === 'alb' ? behindApplication(create) : behindNetwork(create)),
    },
  };
  const decrypted = create.type === 'alb' ? 'http' : 'https';
  return { values, service: { namespace, name: `${name}-controller`, decrypted, plain: 'http' } };
}

function behindApplication({ subnetCidrs, targets }: Behind['create']): object {
  const service =
    targets.kind === 'ip' ? { type: 'ClusterIP' } : { type: 'NodePort', nodePorts: { http: String(targets.nodePort) } };
  return {
    config: {
      'use-forwarded-headers': 'true',
      'compute-full-forwarded-for': 'true',
      'proxy-real-ip-cidr': subnetCidrs.join(','),
    },
    service: { ...service, enableHttps: false },
  };
}

function behindNetwork({ subnetCidrs, targets }: Behind['create']): object {
  const service =
    targets.kind === 'ip'
      ? { type: 'ClusterIP' }
      : {
          type: 'NodePort',
          nodePorts: { http: String(targets.plainNodePort ?? ''), https: String(targets.nodePort) },
        };
  return {
    config: {
      'use-proxy-protocol': 'true',
      'proxy-real-ip-cidr': subnetCidrs.join(','),
      'ssl-redirect': 'false',
      'http-snippet': 'server { listen 2443 proxy_protocol; return 308 https://$host$request_uri; }',
    },
    containerPort: { http: 80, https: 443, tohttps: 2443 },
    service: { ...service, targetPorts: { http: 'tohttps', https: 'http' } },
  };
}
