import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseStatusIndex, parseStatusShard } from '../../../shared/events/status.ts';

const sample = (name: string): string => readFileSync(new URL(`samples/status/${name}.json`, import.meta.url), 'utf8');

it('reads the index as the first version wrote it', () => {
  expect(parseStatusIndex(sample('index'), 'demo')).toEqual(JSON.parse(sample('index')));
});

it('reads every entry of a shard as the first version wrote it, reasons of a later one too', () => {
  expect(parseStatusShard(sample('shard'))).toEqual(JSON.parse(sample('shard')).entries);
});

it.each(['site', 'object', 'service'])('leaves out an entry of a %s that is broken, and keeps the others', (of) => {
  const entries: readonly { readonly of: string }[] = JSON.parse(sample('shard')).entries;
  const broken = entries.map((entry) => (entry.of === of ? { ...entry, source: { kind: 1 } } : entry));
  expect(parseStatusShard(JSON.stringify({ version: 1, entries: broken }))).toEqual(
    entries.filter((entry) => entry.of !== of),
  );
});
