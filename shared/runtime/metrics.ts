/** Every metric of the namespace `Firstlight`, with its unit; docs/metrics.md says what each means and what to do. */
export const metricUnits = {
  OldestDueItemAge: 'Seconds',
  DueLanes: 'Count',
  WalkAge: 'Seconds',
  ItemsDrained: 'Count',
  ItemsRetried: 'Count',
  ItemsThrottled: 'Count',
  ItemsParked: 'Count',
  ParkedInternalError: 'Count',
  DrainCrashed: 'Count',
  DrainStopped: 'Count',
  RingsLost: 'Count',
  MessageFailed: 'Count',
  MessageUnreadable: 'Count',
  MessageUnknownVersion: 'Count',
  MessageStale: 'Count',
  LoadBalancersNearlyFull: 'Count',
  RenewalsBlocked: 'Count',
  CertificatesFailed: 'Count',
  CertificateQuotaReached: 'Count',
  MonitorAccountsFailing: 'Count',
  WebhookRefused: 'Count',
} as const;

export type Metric = keyof typeof metricUnits;

/** One value of one metric; with a cluster it is measured for that cluster alone. */
export interface Measurement {
  readonly metric: Metric;
  readonly value: number;
  readonly cluster?: string;
}
