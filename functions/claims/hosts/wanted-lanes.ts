import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { HostInput } from './host-input.ts';

/** Every lane that is to have something of a live site: also that of the edge that it moves to. */
export function wantedLanes(input: HostInput, { wish, moving }: Pick<SiteRow, 'wish' | 'moving'>): readonly string[] {
  const edges = [wish.edge, ...(moving === undefined ? [] : [moving.edge])];
  return [
    input.laneOf(wish.zone),
    ...edges.flatMap((edge) => input.certificatesLaneOf(edge) ?? []),
    ...[input.monitorsLaneOf(wish)].flatMap((lane) => lane ?? []),
  ];
}
