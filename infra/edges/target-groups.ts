import { CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import type { CreatedLoadBalancer } from '#shared/domain/edge-target.ts';

/** Where a load balancer hands requests to, by what they came as. */
export interface TargetGroups {
  /** What came by TLS, in plain text. */
  readonly decrypted: CfnTargetGroup;
  /** Plain HTTP, which is answered with a redirect: only of a Network Load Balancer, an Application Load Balancer answers it itself. */
  readonly plain?: CfnTargetGroup;
  /** Further TCP ports, by port. */
  readonly tcp: ReadonlyMap<number, CfnTargetGroup>;
}

export function targetGroupsOf(scope: Construct, create: CreatedLoadBalancer): TargetGroups {
  const { targets, tcpPorts, type } = create;
  const nodePorts = targets.kind === 'instance' ? targets : undefined;
  const decryptedPort = nodePorts?.nodePort ?? (type === 'alb' ? 80 : 443);
  const tcp = tcpPorts.map(({ port, targetPort = port }) => {
    return [port, targetGroup(scope, `Tcp${port}`, { create, port: targetPort, isHttp: false })] as const;
  });
  return {
    decrypted: targetGroup(scope, 'Decrypted', { create, port: decryptedPort, isHttp: true }),
    ...(type === 'alb'
      ? {}
      : { plain: targetGroup(scope, 'Plain', { create, port: nodePorts?.plainNodePort ?? 80, isHttp: true }) }),
    tcp: new Map(tcp),
  };
}

interface TargetGroupProps {
  readonly create: CreatedLoadBalancer;
  /** Pods that are bound come with the port of their own. */
  readonly port: number;
  readonly isHttp: boolean;
}

function targetGroup(scope: Construct, id: string, { create, port, isHttp }: TargetGroupProps): CfnTargetGroup {
  const { type, vpcId, targets } = create;
  const common = { targetType: targets.kind, vpcId, port };
  if (type === 'alb') {
    return new CfnTargetGroup(scope, id, {
      ...common,
      protocol: 'HTTP',
      // An ingress controller that answers "no such host" is alive.
      healthCheckPath: '/',
      matcher: { httpCode: '200-499' },
      ...checkEvery10Seconds,
      targetGroupAttributes: [{ key: 'deregistration_delay.timeout_seconds', value: '60' }],
    });
  }
  return new CfnTargetGroup(scope, id, {
    ...common,
    protocol: 'TCP',
    healthCheckProtocol: 'TCP',
    ...checkEvery10Seconds,
    targetGroupAttributes: [
      { key: 'deregistration_delay.timeout_seconds', value: '60' },
      // The client's address comes by the proxy protocol, so its own connection to a target on the same node is no trap.
      { key: 'proxy_protocol_v2.enabled', value: String(isHttp) },
      { key: 'preserve_client_ip.enabled', value: 'false' },
    ],
  });
}

const checkEvery10Seconds = { healthCheckIntervalSeconds: 10, healthyThresholdCount: 2, unhealthyThresholdCount: 3 };
