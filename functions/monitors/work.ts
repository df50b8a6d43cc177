import type { Configuration } from '#shared/domain/configuration.ts';
import type { MonitorAccountEntry, MonitorPolicy } from '#shared/domain/monitor-policy.ts';
import type { HoldRow } from '#shared/rows/safety-rows.ts';
import type { LaneRow } from '#shared/rows/site-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import type { SiteInLane } from '#shared/runtime/lane-sites.ts';
import type { AccountRows } from './account-rows.ts';
import type { Stops } from './leaving.ts';
import type { MonitorProvider } from './ports.ts';

/** How the far sides of lanes are reached. */
export interface MonitorPorts {
  /** @throws PermanentError with the remedy where its key cannot be had. */
  open(account: MonitorAccountEntry): Promise<MonitorProvider>;
  /**
   * Where an account's webhook leads; undefined: nothing can call us.
   * @throws PermanentError with the remedy where its secret cannot be had.
   */
  webhook?(account: MonitorAccountEntry): Promise<WebhookPlace | undefined>;
  /** How old what is known of monitors may be. Default 60 s. */
  readonly pollMs?: number;
  /** The same where the provider tells us of those that turn: a call of it may be lost. Default 300 s. */
  readonly toldPollMs?: number;
}

export interface WebhookPlace {
  readonly url: string;
  /** What its calls are to carry. */
  readonly secret: string;
}

/** What every step of one drain of a lane has at hand. */
export interface LaneWork {
  readonly drain: Drain;
  readonly configuration: Configuration;
  readonly policy: MonitorPolicy;
  readonly account: MonitorAccountEntry;
  /** As they stood when the drain began. */
  readonly holds: readonly HoldRow[];
  readonly sites: readonly SiteInLane[];
  readonly stops: Stops;
  /** The rows of other capabilities, by site and lane. */
  readonly others: ReadonlyMap<string, LaneRow>;
  readonly rows: AccountRows;
  readonly provider: () => Promise<MonitorProvider>;
  readonly webhook: () => Promise<WebhookPlace | undefined>;
  /** How old what is known of monitors may be. */
  readonly pollMs: number;
  /** The same while one was not checked yet: that it is up for the first time is told by nobody. */
  readonly newPollMs: number;
}
