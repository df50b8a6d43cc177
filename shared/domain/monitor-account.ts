import type { Reason } from './reasons.ts';

/** What an account may have. `plan` is a label for people: it may change, nothing is decided by it. */
export interface MonitorAccount {
  readonly plan: string;
  /** Paused ones count. */
  readonly monitors: number;
  readonly monitorLimit: number;
}

/** Something of the account that a wish names: a contact, a maintenance window or a status page. */
export interface NamedThing {
  readonly id: string;
  readonly name: string;
  /** It goes by somebody's address or number, which is not to be shown. */
  readonly isAddress?: true;
}

export interface StatusPage extends NamedThing {
  /** `all`: every monitor there is or will be. */
  readonly monitors: readonly string[] | 'all';
}

/** How monitors tell us of changes: what is posted where, with which headers. */
export interface WebhookSpec {
  /** At most 60 characters. */
  readonly name: string;
  readonly url: string;
  /** JSON with the provider's variables. */
  readonly body: string;
  /** Secrets. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A webhook as last read; `headers` where the provider tells them. */
export interface ObservedWebhook extends NamedThing {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the answer's headers say about the account's rate; each absent where they do not. */
export interface Pacing {
  /** Calls in a period. */
  readonly limit?: number;
  /** Calls left in this period. */
  readonly remaining?: number;
  /** When the next period begins, epoch milliseconds. */
  readonly resetMs?: number;
}

export interface Answer<Value> {
  readonly value: Value;
  readonly pacing: Pacing;
}

/** `next`: where the next page begins; absent on the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

/** Which monitors to list; what is left out does not matter. Whoever asks looks at each answer himself: names match in part. */
export interface MonitorQuery {
  /** Those that carry one of these. */
  readonly tags?: readonly string[];
  readonly name?: string;
  readonly from?: string;
}

/** Which incidents to list. */
export interface IncidentQuery {
  readonly monitorId?: string;
  readonly startedAfterMs?: number;
  readonly from?: string;
}

/** Every way in which a provider refuses for good, and whether that is about the account or one monitor of it. */
export const monitorFailures = {
  /** The key is unknown, expired or may only read. */
  AccessDenied: 'account',
  /** The plan has no room for another monitor. */
  QuotaReached: 'monitor',
  /** The plan does not have the interval or the feature. */
  PlanForbids: 'monitor',
  /** No such contact, maintenance window or status page. */
  UnknownReference: 'monitor',
  /** The provider does not take it as written: a blacklisted URL, a value out of bounds. */
  Refused: 'monitor',
} as const satisfies Partial<Record<Reason, 'account' | 'monitor'>>;
export type MonitorFailure = keyof typeof monitorFailures;
