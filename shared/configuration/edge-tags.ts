import type { Hub } from '../domain/configuration.ts';

/** What all that is made for an edge carries: which installation made it, and for which edge. */
export const tagsOfEdge = ({ account, region }: Hub, edge: string): Readonly<Record<string, string>> => ({
  'firstlight:installation': `${account}/${region}`,
  'firstlight:edge': edge,
});
