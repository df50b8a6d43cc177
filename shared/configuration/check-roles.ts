import type { CheckedConfiguration, CheckedEdge } from '../domain/configuration.ts';
import { accountOfZone } from '../domain/zone-account.ts';
import type { Problem } from './problems.ts';

/**
 * Certificates of one account and region are kept together, by one role: edges that name different ones would be served
 * by whichever comes first.
 */
export function checkRoles(configuration: CheckedConfiguration): readonly Problem[] {
  const firsts = new Map<string, CheckedEdge>();
  return configuration.edges.flatMap((edge, index): readonly Problem[] => {
    const place = `${accountOfZone(edge, configuration)}/${edge.region ?? configuration.hub.region}`;
    if (edge.certificates.mode === 'off') return [];
    const first = firsts.get(place) ?? edge;
    firsts.set(place, first);
    const fields = edge.roleArn === undefined ? (['roleArn'] as const) : (['roleArn', 'externalId'] as const);
    const field = fields.find((one) => edge[one] !== first[one]);
    if (field === undefined) return [];
    const other = first[field] === undefined ? 'has none' : `has "${first[field]}"`;
    const what = `differs from that of edge ${first.name}, which ${other}, while certificates of both are in ${place}`;
    const instead = `give all edges of an account and region one ${field}, with the rights of all of them`;
    return [
      { path: ['edges', index, field], what, ...(edge[field] === undefined ? {} : { value: edge[field] }), instead },
    ];
  });
}
