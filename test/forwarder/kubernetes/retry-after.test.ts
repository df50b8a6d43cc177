import { expect, it } from 'vitest';
import { retryAfterMs } from '../../../forwarder/kubernetes/retry-after.ts';

it.each([
  [undefined, 0],
  ['7', 7_000],
  ['0', 0],
  ['3600', 60_000],
  ['99999999', 0],
  ['-1', 0],
  ['soon', 0],
  ['Thu, 01 Jan 2026 00:00:00 GMT', 0],
])('Retry-After: %s asks for %i ms', (text, ms) => {
  expect(retryAfterMs(text === undefined ? {} : { 'retry-after': text })).toBe(ms);
});
