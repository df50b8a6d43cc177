import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CheckedConfiguration, CheckedEdge } from '#shared/domain/configuration.ts';
import { edgesOfHub } from '../edges/edges-stacks.ts';

/**
 * The rights of the function that finds the load balancers of a configuration; none where all are written out or handed
 * over. What describes takes no resource (Service Authorization Reference, "Elastic Load Balancing V2").
 */
export function findLoadBalancers(configuration: CheckedConfiguration): readonly PolicyStatement[] {
  const told = edgesOfHub(configuration);
  const sought = configuration.edges.filter((edge) => !told.includes(edge.name) && isAskedFor(edge));
  const roles = [...new Set(sought.flatMap(({ roleArn }) => roleArn ?? []))];
  return [
    ...searchFor(sought.filter(({ roleArn }) => roleArn === undefined)),
    ...(roles.length === 0 ? [] : [new PolicyStatement({ actions: ['sts:AssumeRole'], resources: roles })]),
  ];
}

/** What is to be allowed to find the load balancers of edges, all of one account; nothing where none is sought. */
export function searchFor(edges: readonly CheckedEdge[]): readonly PolicyStatement[] {
  const sought = edges.filter(isAskedFor);
  if (sought.length === 0) return [];
  const isWrittenOut = sought.every(({ loadBalancer }) => 'use' in loadBalancer && 'dnsName' in loadBalancer.use);
  const reads = ['DescribeListeners', ...(isWrittenOut ? [] : ['DescribeLoadBalancers', 'DescribeTags'])];
  return [new PolicyStatement({ actions: reads.map((name) => `elasticloadbalancing:${name}`), resources: ['*'] })];
}

function isAskedFor({ loadBalancer, certificates }: CheckedEdge): boolean {
  if ('addresses' in loadBalancer) return false;
  if ('create' in loadBalancer) return true;
  const { use } = loadBalancer;
  return !('dnsName' in use) || (use.arn !== undefined && use.tls === undefined && certificates.mode !== 'off');
}
