import type { MonitorSpec, ObservedMonitor, ProviderIncident } from '#shared/domain/monitor.ts';
import type {
  Answer,
  IncidentQuery,
  MonitorAccount,
  MonitorQuery,
  NamedThing,
  ObservedWebhook,
  Page,
  StatusPage,
  WebhookSpec,
} from '#shared/domain/monitor-account.ts';

/**
 * A provider of checks from outside, one account of it. One attempt per call, at most 10 s; every call costs one of the account's
 * rate, the refused ones too. Reads lag behind changes by seconds: what was made may not be listed yet, what was deleted may still be.
 * Every method throws ThrottledError, RetryableError (`ambiguous`: it may have been done) or PermanentError, whose reason is one of
 * `monitorFailures`; no message holds a secret.
 */
export interface MonitorProvider {
  /** Everybody's monitors, ours or not, a page at a time. */
  list(query: MonitorQuery): Promise<Answer<Page<ObservedMonitor>>>;
  /** Undefined: there is none, or none yet. */
  get(id: string): Promise<Answer<ObservedMonitor | undefined>>;
  /**
   * Makes another one each time; RetryableError `ambiguous`: look for its tags before trying again. Contacts and windows are to be
   * looked up first: one that is not there may be answered like a monitor that was made.
   */
  create(spec: MonitorSpec): Promise<Answer<ObservedMonitor>>;
  /** Undefined: there is none. Whether a check has a keyword cannot be changed: that takes another one. */
  update(id: string, spec: MonitorSpec): Promise<Answer<ObservedMonitor | undefined>>;
  /** What is not there is deleted. */
  delete(id: string): Promise<Answer<'deleted'>>;
  /** Undefined: there is none. What is paused stays paused; it counts against the plan. */
  pause(id: string): Promise<Answer<ObservedMonitor | undefined>>;
  /** Undefined: there is none. What is not paused goes on. */
  resume(id: string): Promise<Answer<ObservedMonitor | undefined>>;
  /** Those that began after a moment, of one monitor or of all, in no promised order. */
  incidents(query: IncidentQuery): Promise<Answer<Page<ProviderIncident>>>;
  account(): Promise<Answer<MonitorAccount>>;
  /** Whoever a monitor may tell: people and integrations. */
  contacts(from?: string): Promise<Answer<Page<NamedThing>>>;
  maintenanceWindows(from?: string): Promise<Answer<Page<NamedThing>>>;
  statusPages(from?: string): Promise<Answer<Page<StatusPage>>>;
  /** Replaces what a page shows; undefined: there is no such page. */
  showOn(pageId: string, monitorIds: readonly string[]): Promise<Answer<StatusPage | undefined>>;
  webhooks(from?: string): Promise<Answer<Page<ObservedWebhook>>>;
  /** PlanForbids where the plan has no webhooks. */
  createWebhook(spec: WebhookSpec): Promise<Answer<ObservedWebhook>>;
  /** Undefined: there is none. */
  updateWebhook(id: string, spec: WebhookSpec): Promise<Answer<ObservedWebhook | undefined>>;
  /** What is not there is deleted. */
  deleteWebhook(id: string): Promise<Answer<'deleted'>>;
}
