import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { privateRanges } from '#shared/configuration/created-schema.ts';
import { acknowledge } from '../acknowledge.ts';
import type { CreatedEdge } from './created-edge.ts';

/** Who may connect to an edge, on which ports. */
export function securityGroupOf(scope: Construct, edge: CreatedEdge): CfnSecurityGroup {
  const { create } = edge.loadBalancer;
  const everybody = create.dualStack ? ['0.0.0.0/0', '::/0'] : ['0.0.0.0/0'];
  const allow = create.allow ?? (edge.view === 'public' ? everybody : privateRanges);
  const ports = [80, 443, ...create.tcpPorts.map(({ port }) => port)];
  const group = new CfnSecurityGroup(scope, 'Clients', {
    groupDescription: `Firstlight: who may connect to edge ${edge.name}`,
    vpcId: create.vpcId,
    securityGroupIngress: allow.flatMap((source) =>
      ports.map((port) => ({
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        description: `edge ${edge.name}`,
        ...from(source),
      })),
    ),
  });
  if (allow.some((source) => everybody.includes(source))) {
    acknowledge(group, {
      'AwsSolutions-EC23': 'A public edge is there for everybody; allow says who else may connect.',
    });
  }
  return group;
}

function from(source: string): object {
  if (source.startsWith('pl-')) return { sourcePrefixListId: source };
  return source.includes(':') ? { cidrIpv6: source } : { cidrIp: source };
}
