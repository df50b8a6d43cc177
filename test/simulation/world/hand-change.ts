import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';

/** A change that somebody else than Firstlight makes. */
export interface HandChange {
  readonly action: 'CREATE' | 'DELETE' | 'UPSERT';
  readonly set: ResourceRecordSet;
}
