import type { Edge } from '#shared/domain/configuration.ts';
import type { WishContext } from './types.ts';

/** The ways into the cluster. */
export const edgesOf = (context: WishContext): readonly Edge[] =>
  context.configuration.edges.filter((edge) => edge.cluster === context.cluster);

/** Which ones there are, for messages. */
export function knownOf(context: WishContext, names: (edge: Edge) => readonly string[]): string {
  const all = [...new Set(edgesOf(context).flatMap(names))].sort();
  return all.length === 0 ? 'the configuration names none for this cluster' : `use one of ${all.join(', ')}`;
}
