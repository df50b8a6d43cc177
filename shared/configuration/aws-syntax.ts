import { isName, matching, type TextRule } from './syntax.ts';

export const account: TextRule = {
  noun: 'an AWS account id',
  instead: "write its 12 digits as text, for example '123456789012'",
  test: matching(/^\d{12}$/),
};

export const region: TextRule = {
  noun: 'an AWS region',
  instead: 'write one such as eu-central-1',
  test: matching(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/),
};

/** Source: IAM User Guide, "IAM identifiers". */
export const roleArn: TextRule = {
  noun: 'the ARN of a role',
  instead: 'write one such as arn:aws:iam::123456789012:role/firstlight-dns',
  test: matching(/^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/),
};

/** Source: EKS User Guide, "Create an IAM OIDC provider for your cluster". */
export const oidcProvider: TextRule = {
  noun: 'an OIDC issuer',
  instead: (value) =>
    value.startsWith('https://')
      ? `write ${value.slice('https://'.length)}`
      : 'write the cluster’s issuer without https://, for example oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF',
  test: matching(/^[a-z0-9.-]+\.[a-z]+(\/[\w./-]+)?$/),
};

/** Source: AWS STS API Reference, AssumeRole, ExternalId. */
export const externalId: TextRule = {
  noun: 'an external id',
  instead: 'write 2 to 1,224 of the characters that AssumeRole takes: letters, digits and +=,.@:/-_',
  test: matching(/^[\w+=,.@:/-]{2,1224}$/),
};

export const hostedZoneId: TextRule = {
  noun: 'a hosted zone id',
  instead: (value) =>
    value.startsWith('/hostedzone/Z')
      ? `write ${value.slice('/hostedzone/'.length)}`
      : 'write it as Route 53 shows it, for example Z0123456789ABCDEFGHIJ',
  test: matching(/^Z[0-9A-Z]{3,31}$/),
};

/** Our alias adds nothing to the name, so `dualstack.` in front would make two spellings of one load balancer. */
export const loadBalancerName: TextRule = {
  noun: 'the DNS name of a load balancer',
  instead: (value) => {
    const mended = value
      .toLowerCase()
      .replace(/\.$/, '')
      .replace(/^dualstack\./, '');
    return isName(mended) && mended.includes('.')
      ? `write ${mended}`
      : 'write the one that DescribeLoadBalancers shows';
  },
  test: (value) => isName(value) && value.includes('.') && !value.startsWith('dualstack.'),
};

export const vpcId: TextRule = {
  noun: 'a VPC id',
  instead: 'write one such as vpc-0123456789abcdef0',
  test: matching(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/),
};

export const subnetId: TextRule = {
  noun: 'a subnet id',
  instead: 'write one such as subnet-0123456789abcdef0',
  test: matching(/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/),
};

/** Source: IAM User Guide, "IAM identifiers"; Service Authorization Reference, "Elastic Load Balancing V2". */
export const loadBalancerArn: TextRule = {
  noun: 'the ARN of an Application or Network Load Balancer',
  instead: 'write the LoadBalancerArn that DescribeLoadBalancers shows',
  test: matching(/^arn:aws(-[a-z]+)*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/(app|net)\/[\w-]+\/\w+$/),
};

export const listenerArn: TextRule = {
  noun: 'the ARN of a listener',
  instead: 'write the ListenerArn that DescribeListeners shows',
  test: matching(/^arn:aws(-[a-z]+)*:elasticloadbalancing:[a-z0-9-]+:\d{12}:listener\/(app|net)(\/[\w-]+){3}$/),
};

export const certificateArn: TextRule = {
  noun: 'the ARN of a certificate in ACM',
  instead: 'write the CertificateArn that ACM shows',
  test: matching(/^arn:aws(-[a-z]+)*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/),
};

export const webAclArn: TextRule = {
  noun: 'the ARN of a regional web ACL of AWS WAF',
  instead: 'write the one that GetWebACL shows, with :regional/webacl/ in it',
  test: matching(/^arn:aws(-[a-z]+)*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[\w-]+\/[\w-]+$/),
};

/** Amazon S3 User Guide, "Bucket naming rules". */
export const bucketName: TextRule = {
  noun: 'the name of a bucket',
  instead: 'write the name alone, without s3:// and without a path',
  test: matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
};

/** Elastic Load Balancing, "Security policies". */
export const tlsPolicy: TextRule = {
  noun: 'a security policy of Elastic Load Balancing',
  instead: 'write one such as ELBSecurityPolicy-TLS13-1-2-2021-06',
  test: matching(/^ELBSecurityPolicy-[A-Za-z0-9-]{3,80}$/),
};
