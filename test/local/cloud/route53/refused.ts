import { expect } from 'vitest';
import { a, change, create, openModel, type Requested } from './ask.ts';

/** A health check that the models of these tests know. */
export const knownCheck = 'known-check';

/** What stands in the zone, what is asked, and what the real service says. A too permissive server fails each of them. */
export type RefusedCase = [rule: string, given: object[], asked: Requested[], messages: string[]];

/** Sends the changes behind an innocent one: all are refused with exactly these messages, and the zone stays as it was. */
export function expectRefused(given: object[], asked: Requested[], messages: string[]): void {
  const model = openModel({ healthChecks: [knownCheck] });
  for (const set of given) expect(change(model, create(set))).toBe('ok');
  const before = model.recordSets('Z1');
  expect(change(model, create(a('innocent')), ...asked)).toEqual({ code: 'InvalidChangeBatch', messages });
  expect(model.recordSets('Z1')).toEqual(before);
}
