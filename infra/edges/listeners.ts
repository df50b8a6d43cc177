import { CfnListener, type CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import type { CreatedLoadBalancer } from '#shared/domain/edge-target.ts';
import type { TargetGroups } from './target-groups.ts';

export interface ListenersProps {
  readonly create: CreatedLoadBalancer;
  readonly balancer: CfnLoadBalancer;
  /** The default one; all others are put there by the running system, and are in no template. */
  readonly certificateArn: string;
  readonly targetGroups: TargetGroups;
}

/** All listeners of a load balancer; returns the one that ends TLS. */
export function listenersOf(scope: Construct, props: ListenersProps): CfnListener {
  const { balancer, create, targetGroups } = props;
  for (const [port, { ref }] of targetGroups.tcp) {
    const defaultActions = [{ type: 'forward', targetGroupArn: ref }];
    new CfnListener(scope, `TcpListener${port}`, {
      loadBalancerArn: balancer.ref,
      port,
      protocol: 'TCP',
      defaultActions,
    });
  }
  return create.type === 'alb' ? ofApplication(scope, props) : ofNetwork(scope, props);
}

function ofApplication(
  scope: Construct,
  { create, balancer, certificateArn, targetGroups }: ListenersProps,
): CfnListener {
  new CfnListener(scope, 'Http', {
    loadBalancerArn: balancer.ref,
    port: 80,
    protocol: 'HTTP',
    defaultActions: [{ type: 'redirect', redirectConfig: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } }],
  });
  const { hstsSeconds, tlsPolicy } = create;
  return new CfnListener(scope, 'Tls', {
    loadBalancerArn: balancer.ref,
    port: 443,
    protocol: 'HTTPS',
    sslPolicy: tlsPolicy,
    certificates: [{ certificateArn }],
    defaultActions: [{ type: 'forward', targetGroupArn: targetGroups.decrypted.ref }],
    ...(hstsSeconds === undefined ? {} : { listenerAttributes: [hsts(hstsSeconds)] }),
  });
}

/** Elastic Load Balancing API reference, ListenerAttribute. */
const hsts = (seconds: number) => ({
  key: 'routing.http.response.strict_transport_security.header_value',
  value: `max-age=${seconds}`,
});

function ofNetwork(scope: Construct, { create, balancer, certificateArn, targetGroups }: ListenersProps): CfnListener {
  const forward = (to: string) => [{ type: 'forward', targetGroupArn: to }];
  const plain = targetGroups.plain ?? targetGroups.decrypted;
  new CfnListener(scope, 'Http', {
    loadBalancerArn: balancer.ref,
    port: 80,
    protocol: 'TCP',
    defaultActions: forward(plain.ref),
  });
  return new CfnListener(scope, 'Tls', {
    loadBalancerArn: balancer.ref,
    port: 443,
    protocol: 'TLS',
    sslPolicy: create.tlsPolicy,
    certificates: [{ certificateArn }],
    defaultActions: forward(targetGroups.decrypted.ref),
  });
}
