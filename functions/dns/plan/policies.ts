import type { Configuration, Ownership, Zone } from '#shared/domain/configuration.ts';
import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { Policy } from '#shared/domain/policy.ts';

/** What every plan of one zone goes by. */
export interface PlanSettings {
  readonly zoneName: string;
  readonly ownership: Ownership;
  /** Owner ids of all configured clusters and those the zone adopts: what carries another one is not ours. */
  readonly ours: ReadonlySet<string>;
  /** Owner ids that were taken over: their marks stay as they are. */
  readonly adopted: ReadonlySet<string>;
}

export function planSettings(configuration: Configuration, zone: Zone): PlanSettings {
  return {
    zoneName: zone.name,
    ownership: configuration.ownership,
    ours: new Set([...configuration.clusters.map(({ ownerId }) => ownerId), ...zone.adopt]),
    adopted: new Set(zone.adopt),
  };
}

/**
 * `upsert-only` lets a name change as a whole but not disappear; `create-only` lets nothing that stands be replaced.
 */
export function isForbidden(policy: Policy, changes: readonly RecordChange[]): boolean {
  if (policy === 'observe') return changes.length > 0;
  if (policy === 'create-only') return changes.some(({ action }) => action !== 'CREATE');
  if (policy === 'upsert-only') return changes.length > 0 && changes.every(({ action }) => action === 'DELETE');
  return false;
}
