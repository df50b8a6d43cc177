import { AssumeRoleCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import type { Clock } from '#shared/domain/clock.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';
import { classifyRoute53Error } from './route53-errors.ts';

/** A role, and the external id that its trust policy asks for. */
export interface Role {
  readonly roleArn: string;
  readonly externalId?: string;
}

export interface StsOptions {
  readonly clock: Clock;
  /** Absent: what the SDK finds in its surroundings. */
  readonly region?: string;
  /** Absent: what the SDK finds in its surroundings. */
  readonly credentials?: NonNullable<STSClientConfig['credentials']>;
  /** Absent: AWS. */
  readonly endpoint?: string;
  readonly requestHandler?: NonNullable<STSClientConfig['requestHandler']>;
  readonly deadline?: () => AbortSignal;
}

/** Credentials as an SDK client takes them. */
export type RoleCredentials = () => Promise<{
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}>;

/** What CloudTrail of the other account shows. */
const sessionName = 'firstlight';
/** A call that begins with credentials ends with them: it takes seconds, and clocks differ by less. */
const renewBeforeMs = 300_000;
/** Source: STS API reference, AssumeRole: DurationSeconds is an hour by default, which is also the most of a chained role. */
const sessionMs = 3_600_000;
/** The SDK asks each time: when credentials end is judged here, by the given clock. */
const alwaysExpired = new Date(0);

/**
 * Temporary credentials of a role, kept and renewed five minutes before they end.
 * @throws as route53-errors.ts says; nothing was asked of the role's account then, so nothing is ambiguous.
 */
export function assumedRole({ roleArn, externalId }: Role, options: StsOptions): RoleCredentials {
  const { clock, deadline = () => AbortSignal.timeout(callDeadlineMs), ...config } = options;
  const client = new STSClient({ ...config, maxAttempts: 1 });
  const ExternalId = externalId === undefined ? {} : { ExternalId: externalId };
  const input = { RoleArn: roleArn, RoleSessionName: sessionName, ...ExternalId };
  let kept: Kept | undefined;
  return async () => {
    if (kept !== undefined && isFresh(kept, clock)) return kept.keys;
    try {
      const { Credentials } = await client.send(new AssumeRoleCommand(input), { abortSignal: deadline() });
      const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = Credentials ?? {};
      const keys = { accessKeyId, secretAccessKey, sessionToken: Credentials?.SessionToken ?? '' };
      const untilMs = Credentials?.Expiration?.getTime() ?? 0;
      kept = { keys: { ...keys, expiration: alwaysExpired }, untilMs, sinceMs: clock.monotonic() };
      return kept.keys;
    } catch (error) {
      throw classifyRoute53Error('read', error, `role ${roleArn}`);
    }
  };
}

interface Kept {
  readonly keys: Awaited<ReturnType<RoleCredentials>>;
  readonly untilMs: number;
  /** Monotonic. */
  readonly sinceMs: number;
}

/** By the wall clock, and, as that may go back, by the hour that a session lasts at most. */
const isFresh = ({ untilMs, sinceMs }: Kept, clock: Clock): boolean =>
  clock.now() < untilMs - renewBeforeMs && clock.monotonic() < sinceMs + sessionMs - renewBeforeMs;
