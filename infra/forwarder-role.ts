import { Aws } from 'aws-cdk-lib';
import {
  ArnPrincipal,
  CompositePrincipal,
  type IPrincipal,
  Role,
  ServicePrincipal,
  SessionTagsPrincipal,
  WebIdentityPrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { forwarder } from '#shared/configuration/schema.ts';
import type { Cluster, Forwarder } from '#shared/domain/configuration.ts';
import { sourceOf } from '#shared/events/envelope.ts';
import { acknowledge, arnOf } from './acknowledge.ts';
import { speak } from './rights/bus.ts';
import { readStatus } from './rights/status.ts';

export interface ForwarderRoleProps {
  readonly cluster: Cluster;
  readonly busArn: string;
  readonly statusBucket: Bucket;
  /** False for an emulator without `events:source`. */
  readonly checksSource: boolean;
}

/** The role of one cluster's forwarder: it may speak on the bus and read its status, for this cluster only. */
export class ForwarderRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { cluster, busArn, statusBucket, checksSource }: ForwarderRoleProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      description: `Speaks for the cluster ${cluster.name} on the bus of Firstlight`,
      assumedBy: new CompositePrincipal(...speakers(forwarder.parse(cluster.forwarder ?? {}))),
    });
    this.role.addToPolicy(speak({ busArn, source: sourceOf(cluster.name), checksSource }));
    this.role.addToPolicy(readStatus(statusBucket, cluster.name));
    acknowledge(this.role, {
      [`AwsSolutions-IAM5[Resource::${arnOf(statusBucket)}/status/${cluster.name}/*]`]:
        'The status of this one cluster is an index and up to 64 parts.',
    });
  }
}

function speakers(speaker: Forwarder): readonly [IPrincipal, ...IPrincipal[]] {
  const { oidcProvider, assumedBy } = speaker;
  const pods = oidcProvider === undefined ? podIdentity(speaker) : webIdentity(speaker, oidcProvider);
  return [pods, ...assumedBy.map((arn) => new ArnPrincipal(arn))];
}

/** EKS User Guide, "Create IAM role with trust policy required by EKS Pod Identity". */
function podIdentity({ namespace, serviceAccount }: Forwarder): IPrincipal {
  const tags = {
    'aws:RequestTag/kubernetes-namespace': namespace,
    'aws:RequestTag/kubernetes-service-account': serviceAccount,
  };
  const pods = new ServicePrincipal('pods.eks.amazonaws.com', { conditions: { StringEquals: tags } });
  return new SessionTagsPrincipal(pods);
}

/** EKS User Guide, "Assign IAM roles to Kubernetes service accounts": the provider stands in IAM already. */
function webIdentity({ namespace, serviceAccount }: Forwarder, provider: string): IPrincipal {
  return new WebIdentityPrincipal(`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:oidc-provider/${provider}`, {
    StringEquals: {
      [`${provider}:aud`]: 'sts.amazonaws.com',
      [`${provider}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
    },
  });
}
