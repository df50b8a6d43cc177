import type { RequestedChange } from '../record-set.ts';
import { valuesOf } from '../record-set.ts';

/** Source: Developer Guide, "Quotas", maximums on API requests: elements and characters in one ChangeResourceRecordSets. */
const most = { values: 1000, characters: 32_000 };

/**
 * At most 1,000 ResourceRecord elements and 32,000 characters in all Value elements; an UPSERT counts twice in both.
 * Source: API reference, ChangeResourceRecordSets; the words from DNSControl/dnscontrol#1114 and #908.
 * Assumption, the stricter reading: an alias, which has no ResourceRecord, counts as one element without characters.
 */
export function batchSize(changes: readonly RequestedChange[]): readonly string[] {
  const { values, characters } = measureBatch(changes);
  return [
    ...(values > most.values ? [`Number of records limit of ${most.values} exceeded.`] : []),
    ...(characters > most.characters ? [`RDATA character limit of ${most.characters} exceeded.`] : []),
  ];
}

/** What a batch weighs against the two limits. */
export function measureBatch(changes: readonly RequestedChange[]): {
  readonly values: number;
  readonly characters: number;
} {
  let [values, characters] = [0, 0];
  for (const { action, set } of changes) {
    const times = action === 'UPSERT' ? 2 : 1;
    const texts = valuesOf(set);
    values += times * Math.max(1, texts.length);
    characters += times * texts.reduce((sum, text) => sum + text.length, 0);
  }
  return { values, characters };
}
