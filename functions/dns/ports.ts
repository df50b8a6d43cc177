import type {
  ChangeReceipt,
  ChangeStatus,
  ListStart,
  RecordChange,
  RecordLimit,
  RecordSetPage,
} from '#shared/domain/hosted-zone.ts';

/**
 * The hosted zones of one (role, region). One attempt per call, at most 10 s.
 * Every method throws ThrottledError, RetryableError (`ambiguous` when a change may have been made) or PermanentError.
 */
export interface HostedZones {
  /** One page in Route 53's order, PENDING changes included (API reference, ListResourceRecordSets). */
  list(zoneId: string, start?: ListStart): Promise<RecordSetPage>;
  /**
   * All or nothing.
   * @throws ChangeRefusedError with the provider's words when the batch itself is wrong.
   */
  change(zoneId: string, changes: readonly RecordChange[]): Promise<ChangeReceipt>;
  getChange(changeId: string): Promise<ChangeStatus>;
  /** The zone's quota of record sets (API reference, GetHostedZoneLimit). */
  recordLimit(zoneId: string): Promise<RecordLimit>;
}
