import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { metricUnits } from '../../../shared/runtime/metrics.ts';

it('docs/metrics.md has a row for every metric, and for nothing else', () => {
  const page = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(rows.toSorted()).toEqual(Object.keys(metricUnits).toSorted());
});
