import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { CreatedEdge } from './created-edge.ts';

/**
 * The subnets of a load balancer: those that are written, else the VPC's public ones for a public edge and its private
 * ones for a private one, which the CDK looks up once and keeps in `cdk.context.json`.
 */
export function subnetsOf(scope: Construct, edge: CreatedEdge): readonly string[] {
  const { vpcId, subnetIds } = edge.loadBalancer.create;
  if (subnetIds !== undefined) return subnetIds;
  const subnetType = edge.view === 'public' ? SubnetType.PUBLIC : SubnetType.PRIVATE_WITH_EGRESS;
  const vpc = Vpc.fromLookup(scope, 'Network', { vpcId });
  return vpc.selectSubnets({ subnetType, onePerAz: true }).subnetIds;
}
