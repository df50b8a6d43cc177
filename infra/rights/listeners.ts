import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { tagsOfEdge } from '#shared/configuration/edge-tags.ts';
import type { CheckedConfiguration, CheckedEdge } from '#shared/domain/configuration.ts';
import { placeOf } from '../place.ts';

/**
 * The right to change the SNI lists of the listeners of edges: by ARN where the load balancer is written out, by the tags
 * of the edge where we make it (its listeners carry them, too). One that is sought by tags of others is known only when a
 * deployment ends, and its listeners need not have its tags: there it is any of the account and region. Source: Service
 * Authorization Reference, "Elastic Load Balancing V2" (resource types listener/app and listener/net, `aws:ResourceTag`).
 */
export function changeLists(
  configuration: CheckedConfiguration,
  edges: readonly CheckedEdge[],
): readonly PolicyStatement[] {
  const kept = edges.filter(({ certificates }) => certificates.mode === 'acm');
  const made = kept.filter(({ loadBalancer }) => 'create' in loadBalancer);
  const named = kept.flatMap((edge) => listenersOf(configuration, edge));
  return [
    ...(made.length === 0 ? [] : [listenersMade(configuration, made)]),
    ...(named.length === 0 ? [] : [new PolicyStatement({ actions, resources: [...new Set(named)].sort() })]),
  ];
}

const actions = ['elasticloadbalancing:AddListenerCertificates', 'elasticloadbalancing:RemoveListenerCertificates'];

function listenersMade({ hub }: CheckedConfiguration, made: readonly CheckedEdge[]): PolicyStatement {
  const resources = made.map((edge) => {
    const isNetwork = 'create' in edge.loadBalancer && edge.loadBalancer.create.type === 'nlb';
    return anyListener(edge, hub, isNetwork ? 'net' : 'app');
  });
  const tags = made.flatMap((edge) => Object.entries(tagsOfEdge(hub, edge.name)));
  const wanted = [...Map.groupBy(tags, ([tag]) => `aws:ResourceTag/${tag}`)].map(
    ([key, pairs]) => [key, [...new Set(pairs.map(([, value]) => value))]] as const,
  );
  return new PolicyStatement({
    actions,
    resources: [...new Set(resources)].sort(),
    conditions: { StringEquals: Object.fromEntries(wanted) },
  });
}

function listenersOf({ hub }: CheckedConfiguration, edge: CheckedEdge): readonly string[] {
  if (!('use' in edge.loadBalancer)) return [];
  const { use } = edge.loadBalancer;
  const arn = 'arn' in use ? use.arn : undefined;
  if (arn !== undefined) return [`${arn.replace(':loadbalancer/', ':listener/')}/*`];
  return [anyListener(edge, hub, 'app'), anyListener(edge, hub, 'net')];
}

function anyListener(edge: CheckedEdge, hub: CheckedConfiguration['hub'], kind: 'app' | 'net'): string {
  const { account, region } = placeOf(edge, hub);
  return `arn:${Aws.PARTITION}:elasticloadbalancing:${region}:${account}:listener/${kind}/*`;
}
