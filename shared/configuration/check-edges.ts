import { mostAnnotated } from '#shared/domain/edge-certificates.ts';
import { looseExternalId, oneOf, repeated, titleOf } from './check-entries.ts';
import type { Entry, Parts, ReadEdge, ReadZone } from './parts.ts';
import type { Problem } from './problems.ts';

/** Edges: names used twice, unknown clusters, ways that lead to two edges, domains without a zone. */
export function checkEdges(parts: Parts): readonly Problem[] {
  const { edges } = parts;
  return [
    ...checkNames(edges.entries),
    ...checkClusterOf(parts),
    ...checkWays(edges.entries),
    ...checkDomains(parts),
    ...checkLoadBalancers(parts),
    ...checkCertificates(edges.entries),
    ...looseExternalId('edges', edges.entries),
  ];
}

function checkNames(edges: readonly Entry<ReadEdge>[]): readonly Problem[] {
  return repeated(
    edges,
    (edge) => edge.name,
    ({ index, value }, first) => ({
      path: ['edges', index, 'name'],
      what: `is already the name of edges[${first.index}]`,
      value: value.name,
      instead: 'give each edge a name of its own, also across clusters',
    }),
  );
}

function checkClusterOf({ edges, clusters }: Parts): readonly Problem[] {
  if (!clusters.complete) return [];
  return edges.entries
    .filter(({ value: { cluster } }) => cluster !== undefined)
    .filter(({ value }) => clusters.entries.every((cluster) => cluster.value.name !== value.cluster))
    .map(({ index, value }) => ({
      path: ['edges', index, 'cluster'],
      what: 'is not a cluster of this configuration',
      value: value.cluster,
      instead: oneOf('clusters', clusters.entries),
    }));
}

/** A class, Gateway or entry point leads to one edge of its cluster, or nobody could say which. */
function checkWays(edges: readonly Entry<ReadEdge>[]): readonly Problem[] {
  return (['classes', 'gateways', 'entryPoints'] as const).flatMap((kind) =>
    edges.flatMap(({ index, value }) =>
      value[kind].flatMap((way, position): Problem[] => {
        if (way === undefined || value.cluster === undefined) return [];
        const taker = edges.find((other) => other.value.cluster === value.cluster && other.value[kind].includes(way));
        if (taker === undefined || taker.index === index) return [];
        const what = `leads to edge ${titleOf('edges', taker)} already`;
        const instead = `remove it here or from edges[${taker.index}].${kind}`;
        return [{ path: ['edges', index, kind, position], what, value: way, instead }];
      }),
    ),
  );
}

function checkDomains({ edges, zones }: Parts): readonly Problem[] {
  if (!zones.complete) return [];
  return edges.entries.flatMap(({ index, value }) =>
    value.domains.flatMap((domain, position): Problem[] => {
      if (domain === undefined || value.view === undefined) return [];
      const fitting = zones.entries.filter((zone) => zone.value.view === value.view);
      if (fitting.some((zone) => isWithin(domain, zone.value))) return [];
      const names = fitting.map((zone) => zone.value.name).join(', ');
      const instead =
        names === '' ? `add a ${value.view} zone to zones` : `write a name in ${names}, or add its zone to zones`;
      return [
        { path: ['edges', index, 'domains', position], what: `lies in no ${value.view} zone`, value: domain, instead },
      ];
    }),
  );
}

function isWithin(domain: string, zone: ReadZone): boolean {
  return domain === zone.name || domain.endsWith(`.${zone.name}`);
}

/** Route 53 API Reference, AliasTarget: the id is the load balancer's own, never that of the zone that holds the alias. */
function checkLoadBalancers({ edges, zones }: Parts): readonly Problem[] {
  return edges.entries.flatMap(({ index, value }): Problem[] => {
    const id = value.loadBalancer?.use?.hostedZoneId;
    const zone = zones.entries.find((other) => other.value.id === id);
    if (id === undefined || zone === undefined) return [];
    const path = ['edges', index, 'loadBalancer', 'use', 'hostedZoneId'];
    const what = `is the id of your own zone ${titleOf('zones', zone)}`;
    return [{ path, what, value: id, instead: 'write the CanonicalHostedZoneId that DescribeLoadBalancers shows' }];
  });
}

/** Certificates of ACM end at load balancers, and are put only on one whose ARN is known. */
function checkCertificates(edges: readonly Entry<ReadEdge>[]): readonly Problem[] {
  return edges.flatMap(({ index, value }): Problem[] => {
    const { mode, most = 0 } = value.certificates ?? {};
    const { create, use, addresses } = value.loadBalancer ?? {};
    if (mode === undefined || mode === 'off') return [];
    const path = ['edges', index, 'certificates', 'mode'];
    if (addresses !== undefined) {
      return [{ path, what: 'needs a load balancer', value: mode, instead: 'remove it, or write off' }];
    }
    if (mode === 'annotate' && create !== undefined) {
      return [
        {
          path,
          what: 'needs a load balancer that a controller in the cluster made',
          value: mode,
          instead: 'remove it, or write acm',
        },
      ];
    }
    if (mode === 'annotate' && most > mostAnnotated) {
      const what = 'is more than one annotation takes';
      const instead = `write ${mostAnnotated} or less with annotate`;
      return [{ path: ['edges', index, 'certificates', 'most'], what, value: most, instead }];
    }
    if (mode === 'issue-only' || use === undefined || use.arn !== undefined || use.tags !== undefined) return [];
    const instead = 'add arn to loadBalancer.use, or write issue-only or off';
    return [{ path, what: 'needs the ARN of the load balancer', value: mode, instead }];
  });
}
