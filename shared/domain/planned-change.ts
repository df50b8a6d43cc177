import type { RecordSet } from './record.ts';

/** One record set as it stands and as it is to stand; the side that does not exist is absent. */
export interface PlannedChange {
  readonly action: 'create' | 'change' | 'delete';
  readonly before?: RecordSet;
  readonly after?: RecordSet;
}
