import type { App } from 'aws-cdk-lib';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { isHub, type Place, placeOf } from '../place.ts';
import { type CreatedEdge, isCreated } from './created-edge.ts';
import { EdgesStack } from './edges-stack.ts';

/**
 * A stack for each account and region in which load balancers are to be made.
 * @param functions the id of the functions' stack, which theirs begin with
 */
export function edgesStacks(app: App, functions: string, configuration: CheckedConfiguration): readonly EdgesStack[] {
  const { hub, edges } = configuration;
  const places = new Map<string, { readonly place: Place; readonly edges: CreatedEdge[] }>();
  for (const edge of edges.filter(isCreated)) {
    const place = placeOf(edge, hub);
    const id = isHub(place, hub) ? `${functions}Edges` : `${functions}Edges-${place.account}-${place.region}`;
    const known = places.get(id) ?? { place, edges: [] };
    known.edges.push(edge);
    places.set(id, known);
  }
  return [...places].map(([id, made]) => new EdgesStack(app, id, { configuration, functions, ...made }));
}

/** The edges of which the hub's own CloudFormation knows; those elsewhere are found by their tags. */
export const edgesOfHub = ({ hub, edges }: CheckedConfiguration): readonly string[] =>
  edges.filter((edge) => isCreated(edge) && isHub(placeOf(edge, hub), hub)).map(({ name }) => name);
