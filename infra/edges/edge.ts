import { type CfnResource, RemovalPolicy, Tags } from 'aws-cdk-lib';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { tagsOfEdge } from '#shared/configuration/edge-tags.ts';
import type { LoadBalancerInUse } from '#shared/domain/edge-target.ts';
import { acknowledge } from '../acknowledge.ts';
import { attributesOf } from './attributes.ts';
import type { EdgeProps } from './created-edge.ts';
import { defaultCertificate } from './default-certificate.ts';
import { listenersOf } from './listeners.ts';
import { securityGroupOf } from './security-group.ts';
import { subnetsOf } from './subnets.ts';
import { type TargetGroups, targetGroupsOf } from './target-groups.ts';

/**
 * A load balancer with its listeners, target groups, security group and default certificate; all of it stays when it
 * falls out of the template. What Elastic Load Balancing cannot change of one that stands (kind, scheme, VPC) is part of
 * its id: another kind is another load balancer beside the old one, never a replacement.
 */
export class Edge extends Construct {
  readonly inUse: LoadBalancerInUse;
  readonly targetGroups: TargetGroups;
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, { configuration, edge, place }: EdgeProps) {
    super(scope, id);
    const { create } = edge.loadBalancer;
    const scheme = edge.view === 'public' ? 'internet-facing' : 'internal';
    const within = new Construct(this, `${create.type}-${scheme}-${create.vpcId}`);
    const securityGroup = securityGroupOf(within, edge);
    const balancer = new CfnLoadBalancer(within, 'LoadBalancer', {
      type: create.type === 'alb' ? 'application' : 'network',
      scheme,
      ipAddressType: create.dualStack ? 'dualstack' : 'ipv4',
      subnets: [...subnetsOf(this, edge)],
      // A Network Load Balancer takes security groups later only if it had some from the start (SetSecurityGroups).
      securityGroups: [securityGroup.attrGroupId],
      loadBalancerAttributes: [...attributesOf(create)],
    });
    if (create.accessLogs === undefined) {
      acknowledge(balancer, { 'AwsSolutions-ELB2': 'Access logs are by choice: loadBalancer.create.accessLogs.' });
    }
    if (create.webAclArn !== undefined) {
      new CfnWebACLAssociation(within, 'WebAcl', { resourceArn: balancer.ref, webAclArn: create.webAclArn });
    }
    this.targetGroups = targetGroupsOf(within, create, balancer);
    const certificateArn = create.certificateArn ?? defaultCertificate(this, { configuration, edge, place });
    const tls = listenersOf(within, { create, balancer, certificateArn, targetGroups: this.targetGroups });
    this.securityGroupId = securityGroup.attrGroupId;
    this.inUse = {
      dnsName: balancer.attrDnsName,
      hostedZoneId: balancer.attrCanonicalHostedZoneId,
      dualStack: create.dualStack,
      arn: balancer.ref,
      tls: { listeners: [tls.ref] },
    };
    // Not the certificate: what carries this tag in ACM is for the running system to tidy up.
    for (const [name, value] of Object.entries(tagsOfEdge(configuration.hub, edge.name)))
      Tags.of(within).add(name, value);
    for (const resource of this.node.findAll())
      if (isResource(resource)) resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
}

const isResource = (one: object): one is CfnResource => 'cfnResourceType' in one;
