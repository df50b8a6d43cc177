import { statusLane } from '#shared/rows/zone-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';

export const clusterOf = ({ lane }: Pick<Drain, 'lane'>): string => lane.slice(statusLane('').length);

/** What is known of a cluster that left the configuration stands still, and nobody may read its status any more. */
export const isConfigured = (drain: Pick<Drain, 'lane' | 'configuration'>): boolean =>
  drain.configuration.document.clusters.some(({ name }) => name === clusterOf(drain));
