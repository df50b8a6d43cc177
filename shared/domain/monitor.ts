/** How every tag of ours begins, of whichever installation. */
export const tagPrefix = 'fl-';

/** Where checks are made from. */
export type MonitorRegion = 'north-america' | 'europe' | 'asia' | 'oceania';

/** Who is told by the provider itself; `id` is the provider's. */
export interface MonitorContact {
  readonly id: string;
  /** How long a monitor must be down before. */
  readonly delayMinutes: number;
  /** 0: told once. */
  readonly repeatMinutes: number;
}

/** A check of one URL as a provider is to have it: a wish, and, read back, what it has. Lists are sorted, each entry once. */
export interface MonitorSpec {
  /** At most 250 characters. */
  readonly name: string;
  readonly url: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly method: 'GET' | 'HEAD';
  /** What counts as up: codes (`200`) and classes (`2xx`). */
  readonly expectedStatuses: readonly string[];
  readonly followRedirects: boolean;
  /** Whether a certificate that is not valid counts as down. */
  readonly verifyTls: boolean;
  readonly keyword?: MonitorKeyword;
  /** Empty: wherever the provider checks it from; a wish without any leaves them as they are. */
  readonly regions: readonly MonitorRegion[];
  readonly contacts: readonly MonitorContact[];
  /** Ids of maintenance windows. */
  readonly maintenanceWindows: readonly string[];
  /** Lower case, at most 20 of at most 50 characters. */
  readonly tags: readonly string[];
}

export interface MonitorKeyword {
  readonly text: string;
  readonly caseSensitive: boolean;
  /** The monitor is down while the text is there, or while it is not. */
  readonly downWhile: 'present' | 'absent';
}

/** `unchecked`: made or resumed, no check yet; `doubtful`: a check failed, and others are to confirm it. */
export type MonitorStatus = 'up' | 'down' | 'doubtful' | 'paused' | 'unchecked';

/** A monitor as last read, anybody's. */
export interface ObservedMonitor {
  readonly id: string;
  readonly name: string;
  /** As the provider has it: empty for what it does not check by URL. */
  readonly url: string;
  readonly status: MonitorStatus;
  readonly tags: readonly string[];
  /** Absent where it is no check of a URL, or one that a spec has no words for. */
  readonly spec?: MonitorSpec;
  readonly createdMs?: number;
  /** Ids of the status pages that show it. */
  readonly statusPages: readonly string[];
  readonly lastIncident?: { readonly id: string; readonly startedMs: number; readonly cause: string };
}

/** A time in which a monitor was down, by the provider's own record. */
export interface ProviderIncident {
  readonly id: string;
  readonly monitorId: string;
  /** In the provider's words, e.g. `502 Bad Gateway`. */
  readonly cause: string;
  /** The HTTP status that was met, where there was one. */
  readonly httpStatus?: number;
  readonly startedMs: number;
  /** Absent while it lasts. */
  readonly endedMs?: number;
}
