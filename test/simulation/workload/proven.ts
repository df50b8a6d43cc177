import type { Scenario } from './generate.ts';
import type { Operation } from './operations.ts';

/** What people do in stories of parts that no long run has been clean with yet. */
const young: ReadonlySet<Operation['what']> = new Set(['wishRecord', 'forgetRecord', 'foreignCname']);

/** Whether a story holds only what a long run of fresh seeds was clean with: CI plays fresh ones of these. */
export const isProven = ({ setting, operations }: Scenario): boolean =>
  setting.hasCertificates !== true && operations.every(({ operation }) => !young.has(operation.what));
