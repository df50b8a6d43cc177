import type { Configuration } from '#shared/domain/configuration.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { Measurement } from './metrics.ts';
import type { Action, Check, Table } from './table.ts';
import type { NewItem } from './work-item.ts';

/** All due items of one key, seen as one: a drain looks at a key once. */
export interface DueKey {
  readonly key: string;
  /** The smallest of its items: a new wish has no backoff. */
  readonly attempt: number;
  readonly firstDueMs: number;
}

/** What becomes of a due key; the drain turns it into row changes, so that no due item stays as it was. */
export type Outcome =
  | { readonly key: string; readonly result: 'done' }
  /** Not an error: look again at `atMs`; keeps attempt 0. */
  | { readonly key: string; readonly result: 'pending'; readonly atMs: number }
  /** Backoff with jitter by attempt; retried for ever, slowly. */
  | { readonly key: string; readonly result: 'retry'; readonly message: string }
  /** The far side slows the whole lane down until `untilMs`. */
  | { readonly key: string; readonly result: 'throttled'; readonly untilMs: number }
  /** The surroundings forbid it: tried again hourly. */
  | { readonly key: string; readonly result: 'hourly'; readonly reason: Reason; readonly message: string }
  /** The wish itself is wrong: parked until the wish or the configuration changes. */
  | { readonly key: string; readonly result: 'parked'; readonly reason: Reason; readonly message: string };

/** The configuration row, read right after the lease was taken. */
export interface StoredConfiguration {
  readonly seq: number;
  readonly document: Configuration;
  /** The life of the table in which it was put in force: in a later life it may be an older one come back. */
  readonly incarnation: string;
  /** By cluster: the number of the configuration since which it has been configured without a break. */
  readonly clustersSince: Readonly<Record<string, number>>;
}

/** One drain of one lane: what a capability may ask of the runtime while it holds the lease. */
export interface Drain {
  readonly lane: string;
  readonly table: Table;
  readonly configuration: StoredConfiguration;
  readonly incarnation: string;
  readonly keys: readonly DueKey[];
  /** True while the lane has not yet walked all its rows for this configuration: releases wait. */
  readonly behind: boolean;
  now(): number;
  /**
   * Goes into every transaction that must not outlive the lease. Such transactions go one after the other: they all meet
   * on the lane's row, and DynamoDB cancels one of two that do.
   */
  readonly fence: Check;
  /**
   * Asks before each call that changes the far side: the token is still ours and there is time for one more call.
   * Let its error through where nothing is finished; where something is, return the outcomes there are.
   * @throws LeaseLostError
   */
  assertHeld(): Promise<void>;
  /** False once the work budget of 80 s is used: finish, leave the rest to the next ring. */
  hasTime(): boolean;
  /**
   * The actions that enqueue in any lane; registers each lane once per drain and rings it once at the drain's end.
   */
  enqueue(items: readonly NewItem[]): Promise<readonly Action[]>;
  /** For the metrics, published once the drain has ended; one that ends by an error publishes none. */
  measure(measurement: Measurement): void;
}

/** One folder, one queue, one Lambda, one kind of side effect. */
export interface Capability {
  /** Lanes are named `<name>:<what must not be done concurrently>`. */
  readonly name: string;
  /** Keys of all rows of the lane after the cursor, for the walk that follows a new configuration or a resume. */
  keysAfter(
    drain: Drain,
    after: string | undefined,
    limit: number,
  ): Promise<{ readonly keys: readonly string[]; readonly after?: string }>;
  /**
   * Keys that together do what this one does, for a key that crashed its drain alone: so one bad part stops only itself.
   * The key is looked at again after its parts. Absent or empty: it cannot be taken apart.
   */
  split?(drain: Drain, key: string): Promise<readonly string[]>;
  /** Looks at every key of the drain; keys without an outcome when time ran out stay due. */
  work(drain: Drain): Promise<readonly Outcome[]>;
}
