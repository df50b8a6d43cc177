import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import { excludeEachOther } from './coexistence.ts';
import { textOf } from './conflict.ts';
import { type OwnedRecord, ownedOf, type RecordIndex } from './contents.ts';
import { externalDnsName, isReadByExternalDns, isUncheckedPrimary } from './ownership-name.ts';
import { formatOwnership, parseOwnership } from './ownership-text.ts';
import type { PlanSettings } from './policies.ts';

/** One ownership TXT that changes its form, on its way to Route 53. */
export interface Rewrite {
  readonly name: string;
  readonly changes: readonly RecordChange[];
}

export interface GiveBack {
  readonly rewrites: readonly Rewrite[];
  /** What external-dns will not take for its own, and why, in words. */
  readonly left: readonly string[];
}

/**
 * What gives a zone back to external-dns: an ownership TXT in Firstlight's own form becomes one of external-dns's where it
 * has a form for it; everything else stays as it is.
 */
export function planGiveBack(index: RecordIndex, settings: PlanSettings): GiveBack {
  const rewrites: Rewrite[] = [];
  const left: string[] = [];
  for (const owned of ownedOf(index, settings).filter(({ ownerId }) => settings.ours.has(ownerId))) {
    const { record, ownership } = owned;
    const isHashed = parseOwnership(ownership.values?.[0] ?? '')?.heritage === 'firstlight';
    if (!isHashed && isReadByExternalDns({ record, ...settings }, ownership.name)) continue;
    const next = isHashed ? ownershipFor(owned, index, settings) : `${settings.ownership.format} does not read that`;
    if (typeof next === 'string') left.push(`${textOf(record)}, marked by TXT ${ownership.name}: ${next}`);
    else {
      const changes = [{ action: 'DELETE', record: ownership } as const, { action: 'CREATE', record: next } as const];
      rewrites.push({ name: record.name, changes });
    }
  }
  return { rewrites, left };
}

/** The TXT that external-dns would have written, or why there is none. */
function ownershipFor(
  { record, ownership, ownerId, resource }: OwnedRecord,
  index: RecordIndex,
  settings: PlanSettings,
): RecordSet | string {
  const name = externalDnsName({ record, ...settings });
  if (name === undefined) return 'external-dns has no TXT name for it (an apex, or a name that is too long)';
  if (isUncheckedPrimary(record)) return 'Route 53 takes the TXT of a failover primary only with a health check';
  const { setIdentifier, routing, healthCheckId } = record;
  const next: RecordSet = {
    name,
    type: 'TXT',
    ttl: ownership.ttl ?? 300,
    values: [formatOwnership({ heritage: 'external-dns', ownerId, resource })],
    ...(setIdentifier === undefined ? {} : { setIdentifier }),
    ...(routing === undefined ? {} : { routing }),
    ...(healthCheckId === undefined ? {} : { healthCheckId }),
  };
  const other = (index.get(name) ?? []).find((set) => excludeEachOther(set, next));
  return other === undefined ? next : `${textOf(other)} stands where external-dns would mark it`;
}
