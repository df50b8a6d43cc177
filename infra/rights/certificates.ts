import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CheckedConfiguration, CheckedEdge } from '#shared/domain/configuration.ts';
import { placeOf } from '../place.ts';
import { changeLists } from './listeners.ts';

/** The tags that functions/certificates puts on what it requests; the first is what it knows its own by. */
const installationTag = 'firstlight:installation';
const requestTags = [installationTag, 'firstlight:namespace'];

/** A wildcard of the resources of a whole account and region: ids are known only once something is made. */
const anyOf = (service: string, region: string, account: string, what: string): string =>
  `arn:${Aws.PARTITION}:${service}:${region}:${account}:${what}`;

/** The rights of the certificates function: for edges of the hub's account all it does, for others to take their role. */
export function keepCertificates(configuration: CheckedConfiguration): readonly PolicyStatement[] {
  const edges = configuration.edges.filter(({ certificates }) => certificates.mode !== 'off');
  const roles = [...new Set(edges.flatMap(({ roleArn }) => roleArn ?? []))];
  return [
    ...certificatesOfEdges(
      configuration,
      edges.filter(({ roleArn }) => roleArn === undefined),
    ),
    ...(roles.length === 0 ? [] : [new PolicyStatement({ actions: ['sts:AssumeRole'], resources: roles })]),
  ];
}

/**
 * What is to be allowed for the certificates of edges, all of one account: to look, to request certificates for names of
 * the edges' domains that DNS validates and that carry our tag, to delete those alone, and to change the SNI lists of the
 * edges' load balancers. Sources: Service Authorization Reference, "AWS Certificate Manager" and "Elastic Load Balancing V2".
 */
export function certificatesOfEdges(
  configuration: CheckedConfiguration,
  edges: readonly CheckedEdge[],
): readonly PolicyStatement[] {
  const kept = edges.filter(({ certificates }) => certificates.mode !== 'off');
  if (kept.length === 0) return [];
  const places = kept.map((edge) => placeOf(edge, configuration.hub));
  const certificates = [
    ...new Set(places.map(({ account, region }) => anyOf('acm', region, account, 'certificate/*'))),
  ];
  const isSilent = configuration.mode === 'observe';
  return [
    ...look(certificates),
    ...(isSilent ? [] : [...change(configuration, kept, certificates), ...changeLists(configuration, kept)]),
  ];
}

function look(certificates: string[]): readonly PolicyStatement[] {
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

function change(
  { hub }: CheckedConfiguration,
  edges: readonly CheckedEdge[],
  certificates: string[],
): readonly PolicyStatement[] {
  const installation = `${hub.account}/${hub.region}`;
  const domains = [...new Set(edges.flatMap((edge) => edge.domains))].sort();
  const tagged = { [`aws:RequestTag/${installationTag}`]: installation };
  const noOtherTags = { 'aws:TagKeys': requestTags };
  return [
    new PolicyStatement({
      actions: ['acm:RequestCertificate'],
      resources: ['*'],
      conditions: {
        StringEquals: { ...tagged, 'acm:ValidationMethod': 'DNS' },
        'ForAllValues:StringEquals': noOtherTags,
        'ForAllValues:StringLike': { 'acm:DomainNames': domains.flatMap((domain) => [domain, `*.${domain}`]) },
      },
    }),
    // Asked for with a request that brings tags. IAM cannot hold it to what is being requested.
    new PolicyStatement({
      actions: ['acm:AddTagsToCertificate'],
      resources: certificates,
      conditions: { StringEquals: tagged, 'ForAllValues:StringEquals': noOtherTags },
    }),
    new PolicyStatement({
      actions: ['acm:DeleteCertificate'],
      resources: certificates,
      conditions: { StringEquals: { [`aws:ResourceTag/${installationTag}`]: installation } },
    }),
  ];
}
