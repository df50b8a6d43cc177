import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CheckedConfiguration, CheckedEdge } from '#shared/domain/configuration.ts';

/** The tag that functions/certificates puts on what it requests. */
const installationTag = 'firstlight:installation';
/** A wildcard of the resources of a whole account and region: ids are known only once something is made. */
export const anyOf = (service: string, region: string, account: string, what: string): string =>
  `arn:${Aws.PARTITION}:${service}:${region}:${account}:${what}`;

/**
 * The rights of the certificates function: to look, to request certificates for names of the edges' domains that DNS
 * validates and that carry our tag, to delete those alone, and to change the SNI lists of the edges' load balancers; for
 * edges with a role only to take that role. Sources: Service Authorization Reference, "AWS Certificate Manager" and
 * "Elastic Load Balancing V2".
 */
export function keepCertificates(configuration: CheckedConfiguration): readonly PolicyStatement[] {
  const edges = configuration.edges.filter(({ certificates }) => certificates.mode !== 'off');
  const own = edges.filter(({ roleArn }) => roleArn === undefined);
  const roles = [...new Set(edges.flatMap(({ roleArn }) => roleArn ?? []))];
  const isSilent = configuration.mode === 'observe';
  return [
    ...(own.length === 0 ? [] : [...look(configuration, own), ...(isSilent ? [] : change(configuration, own))]),
    ...(roles.length === 0 ? [] : [new PolicyStatement({ actions: ['sts:AssumeRole'], resources: roles })]),
  ];
}

const regionsOf = ({ hub }: CheckedConfiguration, edges: readonly CheckedEdge[]): readonly string[] => [
  ...new Set(edges.map(({ region = hub.region }) => region)),
];

function look(configuration: CheckedConfiguration, edges: readonly CheckedEdge[]): readonly PolicyStatement[] {
  const { account } = configuration.hub;
  const certificates = regionsOf(configuration, edges).map((region) => anyOf('acm', region, account, 'certificate/*'));
  const reads = ['DescribeListenerCertificates', 'DescribeListeners', 'DescribeLoadBalancers', 'DescribeTags'];
  return [
    new PolicyStatement({
      actions: ['acm:ListCertificates', ...reads.map((name) => `elasticloadbalancing:${name}`)],
      resources: ['*'],
    }),
    new PolicyStatement({
      actions: ['acm:DescribeCertificate', 'acm:ListTagsForCertificate'],
      resources: certificates,
    }),
  ];
}

function change(configuration: CheckedConfiguration, edges: readonly CheckedEdge[]): readonly PolicyStatement[] {
  const { account, region: hubRegion } = configuration.hub;
  const certificates = regionsOf(configuration, edges).map((region) => anyOf('acm', region, account, 'certificate/*'));
  const installation = `${account}/${hubRegion}`;
  const domains = [...new Set(edges.flatMap((edge) => edge.domains))].sort();
  const tagged = { [`aws:RequestTag/${installationTag}`]: installation };
  const listeners = edges.flatMap((edge) => listenersOf(configuration, edge));
  return [
    new PolicyStatement({
      actions: ['acm:RequestCertificate'],
      resources: ['*'],
      conditions: {
        StringEquals: { ...tagged, 'acm:ValidationMethod': 'DNS' },
        'ForAllValues:StringLike': { 'acm:DomainNames': domains.flatMap((domain) => [domain, `*.${domain}`]) },
      },
    }),
    new PolicyStatement({
      actions: ['acm:AddTagsToCertificate'],
      resources: certificates,
      conditions: { StringEquals: tagged },
    }),
    new PolicyStatement({
      actions: ['acm:DeleteCertificate'],
      resources: certificates,
      conditions: { StringEquals: { [`aws:ResourceTag/${installationTag}`]: installation } },
    }),
    ...(listeners.length === 0
      ? []
      : [
          new PolicyStatement({
            actions: [
              'elasticloadbalancing:AddListenerCertificates',
              'elasticloadbalancing:RemoveListenerCertificates',
            ],
            resources: [...new Set(listeners)].sort(),
          }),
        ]),
  ];
}

/** Of a load balancer that is written out by its ARN; of one that is still to be made or found any of its region. */
function listenersOf({ hub }: CheckedConfiguration, edge: CheckedEdge): readonly string[] {
  const { loadBalancer, certificates, region = hub.region } = edge;
  if (certificates.mode !== 'acm' || 'addresses' in loadBalancer) return [];
  const arn = 'use' in loadBalancer && 'arn' in loadBalancer.use ? loadBalancer.use.arn : undefined;
  if (arn !== undefined) return [`${arn.replace(':loadbalancer/', ':listener/')}/*`];
  return ['app', 'net'].map((kind) => anyOf('elasticloadbalancing', region, hub.account, `listener/${kind}/*`));
}
