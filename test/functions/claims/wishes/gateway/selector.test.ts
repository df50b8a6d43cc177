import { expect, it } from 'vitest';
import { selects } from '../../../../../functions/claims/wishes/gateway/selector.ts';

const labels = { team: 'shop', tier: 'web' };
const asks = (key: string, operator: string, ...values: string[]) => ({
  matchExpressions: [{ key, operator, values }],
});

it.each([
  [{}, true],
  [{ matchLabels: { team: 'shop' } }, true],
  [{ matchLabels: { team: 'shop', tier: 'db' } }, false],
  [{ matchLabels: { toString: 'shop' } }, false],
  [asks('team', 'In', 'blog', 'shop'), true],
  [asks('team', 'In', 'blog'), false],
  [asks('zone', 'In', 'a'), false],
  [asks('team', 'NotIn', 'shop'), false],
  [asks('zone', 'NotIn', 'a'), true],
  [asks('zone', 'Exists'), false],
  [asks('tier', 'Exists'), true],
  [asks('zone', 'DoesNotExist'), true],
  [asks('tier', 'DoesNotExist'), false],
  [asks('tier', 'Like', 'w'), false],
])('%j selects: %s', (selector, expected) => {
  expect(selects(selector, labels)).toBe(expected);
});
