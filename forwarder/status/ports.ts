import type { SourceRef } from './plan/desired.ts';
import type { Regarded } from './plan/news.ts';

/** The bucket in which the hub tells a cluster its status; one attempt per call. */
export interface StatusBucket {
  /**
   * `unchanged` while it has the ETag `known`; undefined where there is none.
   * @throws ThrottledError, RetryableError, PermanentError
   */
  readChanged(
    name: string,
    known: string | undefined,
  ): Promise<{ readonly etag: string; readonly body: string } | 'unchanged' | undefined>;
}

/** What is known here of the objects that names come from. */
export interface SourceObjects {
  /** Undefined for an object that is not there (any more). */
  find(source: SourceRef): KnownObject | undefined;
}

export interface KnownObject extends Regarded {
  /** Those that are read of it. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What an operator should hear of: each trouble once, and when it is over. */
export interface StatusReport {
  readonly what: 'trouble' | 'over';
  /** One sentence of plain text, with what to do. */
  readonly message: string;
}

/** Counted since the process began, for its metrics. */
export interface StatusCounts {
  /** Site objects of ours that stand, as far as is known. */
  readonly sites: number;
  readonly changes: number;
  readonly refused: number;
  readonly events: number;
  readonly eventsDropped: number;
}
