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
 * @throws Error that names the place, what is wrong there and what to write.
 */
export function parseSeedFile(text: string): SeedFile {
  const read = SeedFile.safeParse(parseJson(text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(issue === undefined ? 'is no seed' : describeIssue(issue));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const [, line] = /\(line (\d+) /.exec(cause instanceof Error ? cause.message : '') ?? [];
    const where = line === undefined ? 'its end' : `line ${line}`;
    throw new Error(`is no JSON: mend it at ${where} or just before; write ${form}`, { cause });
  }
}

const form = '{"zone":"example.com","view":"public","records":[{"Name","Type","TTL","ResourceRecords":[{"Value"}]}]}';

/** One field and its remedy; zod's own words where there is nothing better to say. */
function describeIssue(issue: z.core.$ZodIssue): string {
  const place = issue.path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
  const at = place === '' ? '' : `${place}: `;
  if (issue.code === 'unrecognized_keys') {
    return `${at}unknown field ${issue.keys.map((key) => JSON.stringify(key)).join(', ')} – write ${form}`;
  }
  if (issue.code === 'invalid_value') return `${at}write one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_type') return `${at}write ${wordOf(issue.expected)}, as in ${form}`;
  return `${at}${issue.message} – write it as in ${form}`;
}

const wordOf = (type: string): string =>
  ({ object: 'an object', array: 'a list', string: 'a text' })[type] ?? `a ${type}`;

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
