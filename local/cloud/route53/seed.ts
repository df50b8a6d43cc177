import * as z from 'zod';
import { tryBatch } from './batch.ts';
import type { Limits } from './limits.ts';
import { ResourceRecordSet } from './record-set.ts';
import type { HostedZone } from './zone.ts';

const SeedFile = z.strictObject({
  zone: z.string(),
  view: z.enum(['public', 'private']),
  records: z.array(ResourceRecordSet),
});
export type SeedFile = Readonly<z.output<typeof SeedFile>>;

/**
 * Reads a `--seed-zone` file: `{"zone", "view", "records": [<ResourceRecordSet>]}`, record sets with the API's field names.
 * @throws Error that names the place and what is wrong there.
 */
export function parseSeedFile(text: string): SeedFile {
  const read = SeedFile.safeParse(JSON.parse(text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`seed zone: ${issue?.path.join('.')}: ${issue?.message}`);
}

/**
 * Puts records into a zone as if they had always been there. They pass every rule that a request passes; NS and SOA of the apex
 * take the place of the zone's own, aliases come after what they may point at.
 * @throws Error that names the record set and quotes the rule.
 */
export function seedZone(zone: HostedZone, records: readonly ResourceRecordSet[], limits: Limits): void {
  const { id, labels, isPrivate, current: contents } = zone;
  const healthChecks = new Set(records.flatMap((set) => set.HealthCheckId ?? []));
  const target = { id, labels, isPrivate, contents, recordsPerZone: limits.recordsPerZone, healthChecks };
  const isAlias = (set: ResourceRecordSet): boolean => set.AliasTarget !== undefined;
  for (const set of [...records.filter((each) => !isAlias(each)), ...records.filter(isAlias)]) {
    const ofApex = set.Type === 'SOA' || set.Type === 'NS';
    const tried = tryBatch(target, [{ action: ofApex ? 'UPSERT' : 'CREATE', set }]);
    if ('code' in tried) throw new Error(`seed record ${set.Name} ${set.Type} in ${zone.name}: ${tried.message}`);
    zone.commit(tried, 0);
  }
  zone.answeredAt(0);
}
