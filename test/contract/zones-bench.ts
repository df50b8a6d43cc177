import type { Route53HostedZones } from '../../shared/adapters/route53.ts';
import type { ChangeReceipt, RecordChange } from '../../shared/domain/hosted-zone.ts';
import type { ObservedRecordSet } from '../../shared/domain/record.ts';

/** A far side of the adapter with one empty public zone `example.com`. */
export interface FarZones {
  readonly zones: Route53HostedZones;
  readonly zoneId: string;
  /** Lets the far side finish what it was asked for. */
  settle(): void;
  close(): Promise<void>;
}

/** What the tests of the contract work with. */
export interface ZonesBench {
  /** Says what the far side must do, or shows that it does not. */
  judge(title: string, run: () => Promise<void>): void;
  far(): FarZones;
  change(changes: readonly RecordChange[]): Promise<ChangeReceipt>;
  list(from?: string): Promise<readonly ObservedRecordSet[]>;
}
