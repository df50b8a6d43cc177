/** One request to the API server of a cluster. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the root of the server, `/api/v1/namespaces`; parts that come from outside are encoded by whoever puts them in. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Of the body; application/json unless told. A patch needs its own. */
  readonly contentType?: string;
  /** Until the head of the answer is there, and where it is read as text until its end; 10 s unless told. */
  readonly deadlineMs?: number;
  /** Ends the request, also while its answer is read. */
  readonly signal?: AbortSignal;
}

/** The head of an answer; its body is read once, in one of two ways, or discarded. */
export interface ApiAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body. @throws RetryableError when the connection fails or the deadline passes */
  text(): Promise<string>;
  /**
   * Every complete line as it comes, without a deadline: who waits for what may never come aborts the request. What is
   * not asked for yet is not read from the connection either.
   * @throws RetryableError when the connection fails; a last line without its end is dropped
   */
  lines(): AsyncIterable<string>;
  /** Nobody will read it. */
  discard(): void;
}

/** The API server of a cluster, spoken to as whoever this process is there. */
export interface KubernetesApi {
  /**
   * Any status is an answer; bodies of refusals may be a Status object or plain text.
   * @throws RetryableError when there is none: no connection, no credentials for the moment, deadline, abort
   */
  send(request: ApiRequest): Promise<ApiAnswer>;
}
