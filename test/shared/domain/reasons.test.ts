import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { reasons } from '#shared/domain/reasons.ts';

it('explains every reason in docs/reasons.md, and no other', () => {
  const explained = [...readFileSync('docs/reasons.md', 'utf8').matchAll(/^\| ([A-Z]\w+) \|/gm)].map(
    ([, name]) => name,
  );
  expect(explained.toSorted()).toEqual([...reasons].toSorted());
});
