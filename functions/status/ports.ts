/** An object of the status bucket as it stands; `etag` names this very content. */
export interface StoredStatus {
  readonly etag: string;
  readonly body: string;
}

/**
 * The bucket in which clusters read their status. One attempt per call, at most 10 s.
 * Both methods throw ThrottledError, RetryableError or PermanentError.
 */
export interface StatusObjects {
  /** Undefined where there is none. What was written before is what is read (Amazon S3 User Guide, "data consistency model"). */
  read(name: string): Promise<StoredStatus | undefined>;
  /**
   * Replaces what has the ETag `expected`, or makes the first one (undefined); returns the new ETag.
   * @throws RetryableError where something else stands there.
   */
  write(name: string, body: string, expected: string | undefined): Promise<string>;
}
