import type { AlertRoute, NamedChannel } from './alert-routes.ts';

/** Where a secret is kept; read when it is needed, never stored. */
export type SecretRef =
  | { readonly secretsManager: string; readonly field?: string }
  | { readonly ssm: string }
  | { readonly environment: string };

/** Where people are told. */
export type AlertChannel = NamedChannel &
  (
    | { readonly kind: 'slack'; readonly token: SecretRef; readonly channel: string }
    | { readonly kind: 'slack-webhook'; readonly url: SecretRef }
    | { readonly kind: 'email' | 'sns'; readonly topicArn: string }
  );

/** Who is told of what, and how often. */
export interface AlertPolicy {
  /** Unique by name; the first one hears what no route sends elsewhere. */
  readonly channels: readonly AlertChannel[];
  /** The first one that matches decides. */
  readonly routes: readonly AlertRoute[];
  /** So many alerts of one edge or cluster within a minute are one message. Default 3. */
  readonly digestFrom: number;
  /** What opens more than three times within so many seconds is told once, until it was quiet as long. Default 600. */
  readonly flapWindowSeconds: number;
  /** Where your own page about alerts is. */
  readonly runbook?: string;
}
