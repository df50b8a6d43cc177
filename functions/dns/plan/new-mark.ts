import type { RecordSet } from '#shared/domain/record.ts';
import { sameRouting } from '#shared/domain/routing.ts';
import type { OwnedRecord } from './contents.ts';
import type { SiteHere } from './own-marks.ts';
import { isUncheckedPrimary, ownershipName, ownershipNames } from './ownership-name.ts';
import { formatOwnership, type OwnershipMark, parseOwnership } from './ownership-text.ts';
import type { PlanSettings } from './policies.ts';
import { routeOf } from './record-sets.ts';

/** external-dns writes its TXT records with the default TTL of Route 53 records. */
const ownershipTtlSeconds = 300;

interface Marked {
  readonly wish: SiteHere['wish'];
  /** What stands of it. */
  readonly before: OwnedRecord | undefined;
  /** Whether a CNAME leaves no room for a mark. */
  readonly isCname: (name: string) => boolean;
}

/**
 * A record with its ownership, which has the record's identifier, policy and health check (external-dns,
 * registry/txt/registry.go); under a hashed name no failover, which would need a check. A mark that still says the truth stays byte for byte, whichever generation wrote it.
 */
export function ownedRecord(record: RecordSet, by: Marked, settings: PlanSettings): OwnedRecord {
  const { ownerId, resource } = by.wish;
  const place = { record, ...settings };
  const standing = by.before?.ownership;
  const isHashed = parseOwnership(standing?.values?.[0] ?? '')?.heritage === 'firstlight';
  const isReadable = standing !== undefined && ownershipNames(place).includes(standing.name);
  const before = isReadable && (isHashed || !isUncheckedPrimary(record)) ? by.before : undefined;
  if (before?.resource === resource && (before.ownerId === ownerId || settings.adopted.has(before.ownerId))) {
    return { ...before, record, ownership: rerouted(before, record, isHashed) };
  }
  const fresh = ownershipName(place, by.isCname);
  const name = before?.ownership.name ?? fresh.name;
  const hashed = before === undefined ? fresh.hashed : isHashed;
  const mark: OwnershipMark = hashed
    ? { heritage: 'firstlight', ownerId, resource, owned: { name: record.name, type: record.type.toLowerCase() } }
    : { heritage: 'external-dns', ownerId, resource };
  const ownership = { name, type: 'TXT', ttl: ownershipTtlSeconds, values: [formatOwnership(mark)] } as const;
  return { record, ownership: withRoute(ownership, record, hashed), ownerId, resource };
}

function rerouted({ record: before, ownership }: OwnedRecord, record: RecordSet, hashed: boolean): RecordSet {
  const isSame = sameRouting(before.routing, record.routing) && before.healthCheckId === record.healthCheckId;
  if (isSame) return ownership;
  const { routing: _routing, healthCheckId: _check, ...kept } = ownership;
  return withRoute(kept, record, hashed);
}

const withRoute = (txt: RecordSet, like: RecordSet, hashed: boolean): RecordSet => ({
  ...txt,
  ...(like.setIdentifier === undefined ? {} : { setIdentifier: like.setIdentifier }),
  ...routeOf(hashed && like.routing?.kind === 'failover' ? { routing: { kind: 'weighted', weight: 1 } } : like),
});
