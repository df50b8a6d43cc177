import { createHash } from 'node:crypto';
import { Fn } from 'aws-cdk-lib';
import { type CfnLoadBalancer, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
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

/**
 * The target groups of a load balancer, each with a name of its own: CloudFormation replaces nothing that has one (AWS
 * CloudFormation User Guide, "Name type"), and a new group would be empty until somebody binds its targets. So another
 * kind of targets, or another port of the nodes, is refused before anything is changed.
 */
export function targetGroupsOf(scope: Construct, create: CreatedLoadBalancer, balancer: CfnLoadBalancer): TargetGroups {
  const { targets, tcpPorts, type } = create;
  const nameOf = (what: string): string => nameBeside(balancer, what);
  const nodePorts = targets.kind === 'instance' ? targets : undefined;
  const decryptedPort = nodePorts?.nodePort ?? (type === 'alb' ? 80 : 443);
  const tcp = tcpPorts.map(({ port, targetPort = port }) => {
    const of = nodePorts === undefined ? port : targetPort;
    const name = nameOf(`t${port}`);
    return [port, targetGroup(scope, `Tcp${port}`, { create, name, port: of, isHttp: false })] as const;
  });
  const plain = { create, name: nameOf('p'), port: nodePorts?.plainNodePort ?? 80, isHttp: true };
  return {
    decrypted: targetGroup(scope, 'Decrypted', { create, name: nameOf('d'), port: decryptedPort, isHttp: true }),
    ...(type === 'alb' ? {} : { plain: targetGroup(scope, 'Plain', plain) }),
    tcp: new Map(tcp),
  };
}

/**
 * At most 32 characters, and never those of a load balancer that stood before it (API reference, CreateTargetGroup, Name).
 * The id of the load balancer is the last part of its ARN.
 */
function nameBeside(balancer: CfnLoadBalancer, what: string): string {
  const id = Fn.select(3, Fn.split('/', balancer.ref));
  const edge = createHash('sha256').update(balancer.node.path).digest('hex').slice(0, 4);
  return Fn.join('-', ['fl', id, edge, what]);
}

interface TargetGroupProps {
  readonly create: CreatedLoadBalancer;
  readonly name: string;
  /** Pods that are bound come with the port of their own. */
  readonly port: number;
  readonly isHttp: boolean;
}

function targetGroup(scope: Construct, id: string, { create, name, port, isHttp }: TargetGroupProps): CfnTargetGroup {
  const { type, vpcId, targets } = create;
  const common = { name, targetType: targets.kind, vpcId, port };
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
