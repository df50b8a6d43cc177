import type { Configuration, Edge } from '#shared/domain/configuration.ts';
import { certificateArn } from '../cloud/acm/certificate.ts';
import { type GivenCertificate, givenCertificate } from '../cloud/acm/seed.ts';
import type { GivenLoadBalancer } from '../cloud/elbv2/load-balancer.ts';

export interface LocalLoadBalancers {
  readonly loadBalancers: readonly GivenLoadBalancer[];
  /** Their default certificates, as a deployment makes them. */
  readonly certificates: readonly GivenCertificate[];
}

const validMs = 198 * 86_400_000;
/** A deployment waits until they are issued: nobody meets one that no list has yet. */
const stoodForMs = 86_400_000;

/**
 * The load balancers of all edges whose ARN is known, as their stacks leave them: HTTP on 80, TLS on each listener that the
 * configuration names, with a default certificate for the edge's first domain and everything beneath.
 */
export function localLoadBalancers({ edges, hub }: Configuration, nowMs: number): LocalLoadBalancers {
  const byArn = new Map<string, { readonly balancer: GivenLoadBalancer; readonly certificate: GivenCertificate }>();
  for (const edge of edges) {
    const arn = 'use' in edge.loadBalancer ? edge.loadBalancer.use.arn : undefined;
    if (arn !== undefined && !byArn.has(arn)) byArn.set(arn, oneFor(edge, { arn, hub, nowMs }));
  }
  const made = [...byArn.values()];
  return {
    loadBalancers: made.map(({ balancer }) => balancer),
    certificates: made.map(({ certificate }) => certificate),
  };
}

function oneFor(edge: Edge, { arn, hub, nowMs }: { arn: string; hub: Configuration['hub']; nowMs: number }) {
  const [, , , region = hub.region, account = hub.account] = arn.split(':');
  const [domain = 'invalid.example.com'] = edge.domains;
  const place = { account, region };
  const certificate: GivenCertificate = {
    ...place,
    arn: certificateArn(place, `default of ${arn}`),
    names: [`*.${domain}`, domain],
    type: 'AMAZON_ISSUED',
    createdAtMs: nowMs - stoodForMs,
    notAfterMs: nowMs - stoodForMs + validMs,
    tags: { 'aws:cloudformation:stack-name': 'edges' },
  };
  const target = 'use' in edge.loadBalancer ? edge.loadBalancer.use : undefined;
  const isNetwork = arn.includes(':loadbalancer/net/');
  const protocol = isNetwork ? 'TLS' : 'HTTPS';
  const defaultCertificate = givenCertificate(certificate).arn;
  const balancer: GivenLoadBalancer = {
    ...place,
    arn,
    name: arn.split('/').at(-2) ?? edge.name,
    type: isNetwork ? 'network' : 'application',
    scheme: edge.view === 'public' ? 'internet-facing' : 'internal',
    dnsName: target?.dnsName ?? '',
    hostedZoneId: target?.hostedZoneId ?? '',
    dualStack: target?.dualStack ?? false,
    listeners: [
      { port: 80, protocol: isNetwork ? 'TCP' : 'HTTP' },
      ...(target?.tls?.listeners ?? []).map((listener, at) => {
        return { arn: listener, port: at === 0 ? 443 : 8442 + at, protocol, defaultCertificate } as const;
      }),
    ],
  };
  return { balancer, certificate };
}
