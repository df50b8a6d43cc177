import { splitKey } from '#shared/domain/keys.ts';
import type { StatusEntry } from '#shared/events/status.ts';
import type { SourceRef } from './desired.ts';

/** The certificates that a Service is to name to the controller of its load balancer. */
export interface DesiredService {
  readonly source: SourceRef;
  /** ARNs, the default first. */
  readonly certificates: readonly string[];
}

export const desiredServices = (entries: readonly StatusEntry[]): readonly DesiredService[] =>
  entries.flatMap((entry) => {
    if (entry.of !== 'service' || entry.source.apiGroup !== '' || entry.source.kind !== 'Service') return [];
    const { source, certificates } = entry;
    return [{ source: { apiGroup: '', kind: 'Service', ...splitKey(source.key) }, certificates }];
  });
