import { type StoredMonitor, unlessSaid } from './monitor.ts';
import type { CreateInput } from './monitor-input.ts';

/** A monitor that nobody has checked yet. */
export const newMonitor = (
  input: CreateInput,
  { id, nowMs, firstCheckMs }: { readonly id: number; readonly nowMs: number; readonly firstCheckMs: number },
): StoredMonitor => ({
  ...unlessSaid,
  ...input,
  keywordCaseType: caseOf(input),
  id,
  status: 'STARTED',
  statusSinceMs: nowMs,
  createdMs: nowMs,
  nextCheckMs: nowMs + firstCheckMs,
});

/** The contract has words for it on creation and numbers afterwards; 0 is case-sensitive. */
export const caseOf = (input: CreateInput): 0 | 1 =>
  'keywordCaseType' in input && input.keywordCaseType === 'CaseInsensitive' ? 1 : 0;
