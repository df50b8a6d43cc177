import {
  GetSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import type { SecretRef } from '#shared/domain/alert-policy.ts';
import type { Clock } from '#shared/domain/clock.ts';
import { PermanentError } from '#shared/errors/kinds.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';
import { classifySdkError, type FarSide, type Meaning } from './sdk-errors.ts';

export interface SecretsOptions {
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Of both services. Default: what the SDK finds in its surroundings. */
  readonly client?: Pick<SecretsManagerClientConfig, 'region' | 'credentials' | 'endpoint'>;
  /** Where secrets of kind `environment` are; a deployment has none. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/** Where secrets are read. Nothing of one is in an error, and nobody but the caller gets to see it. */
export interface Secrets {
  /** @throws PermanentError of the surroundings with the remedy; ThrottledError, RetryableError */
  read(ref: SecretRef): Promise<string>;
  /** The far side does not take it any more: it is read anew the next time. */
  forget(ref: SecretRef): void;
}

/** A secret that was changed is used after this at the latest. */
const keptMs = 5 * 60_000;

/** Secrets Manager and Systems Manager, each secret asked for once in five minutes. */
export function openSecrets({ clock, client = {}, variables = {} }: SecretsOptions): Secrets {
  const config = { ...client, maxAttempts: 1 };
  const manager = new SecretsManagerClient(config);
  const ssm = new SSMClient(config);
  const kept = new Map<string, { readonly text: string; readonly sinceMs: number }>();

  async function ask(ref: SecretRef): Promise<string | undefined> {
    const abortSignal = AbortSignal.timeout(callDeadlineMs);
    if ('environment' in ref) return variables[ref.environment];
    if ('ssm' in ref) {
      const command = new GetParameterCommand({ Name: ref.ssm, WithDecryption: true });
      return (await ssm.send(command, { abortSignal })).Parameter?.Value;
    }
    const { SecretString } = await manager.send(new GetSecretValueCommand({ SecretId: ref.secretsManager }), {
      abortSignal,
    });
    return ref.field === undefined || SecretString === undefined ? SecretString : fieldOf(SecretString, ref.field);
  }

  return {
    async read(ref) {
      const name = nameOf(ref);
      const known = kept.get(name);
      if (known !== undefined && clock.monotonic() - known.sinceMs < keptMs) return known.text;
      const text = await ask(ref).catch((error: unknown) => {
        throw wordedError(error, ref);
      });
      if (text === undefined || text.trim() === '')
        throw refused(ref, 'is empty or has no such field: put the secret there');
      kept.set(name, { text: text.trim(), sinceMs: clock.monotonic() });
      return text.trim();
    },
    forget: (ref) => void kept.delete(nameOf(ref)),
  };
}

/** As people find it; never what it holds. */
function nameOf(ref: SecretRef): string {
  if ('environment' in ref) return `environment variable ${ref.environment}`;
  if ('ssm' in ref) return `parameter ${ref.ssm}`;
  return `secret ${ref.secretsManager}${ref.field === undefined ? '' : ` (field ${ref.field})`}`;
}

const members = z.record(z.string(), z.unknown());

/** A member of the JSON that the secret is; undefined where it has none, or is none. */
function fieldOf(text: string, field: string): string | undefined {
  try {
    const value = members.parse(JSON.parse(text))[field];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

const gone: Meaning = { kind: 'permanent', reason: 'Refused', scope: 'surroundings' };

/** Errors of GetSecretValue (Secrets Manager, API reference) and of GetParameter (Systems Manager, API reference). */
const store: FarSide = {
  name: 'secrets',
  throttleMs: 2_000,
  codes: {
    ResourceNotFoundException: gone,
    ParameterNotFound: gone,
    ParameterVersionNotFound: gone,
    InvalidKeyId: gone,
    InvalidRequestException: gone,
    DecryptionFailure: { kind: 'permanent', reason: 'AccessDenied', scope: 'surroundings' },
    InternalServiceError: { kind: 'retryable' },
    InternalServerError: { kind: 'retryable' },
  },
};

function wordedError(error: unknown, ref: SecretRef): Error {
  const known = classifySdkError(store, 'read', error);
  if (!(known instanceof PermanentError)) return known;
  if (known.reason !== 'AccessDenied')
    return refused(ref, `cannot be read (${codeOf(error)}): create it, or correct the configuration`);
  const remedy =
    'deploy again, so that the function may read it; with a key of your own, let the function decrypt with it';
  return new PermanentError('AccessDenied', `${nameOf(ref)} may not be read: ${remedy}`, {
    scope: 'surroundings',
    cause: error,
  });
}

const codeOf = (error: unknown): string => (error instanceof Error ? error.name : 'no error');

const refused = (ref: SecretRef, what: string): PermanentError =>
  new PermanentError('Refused', `${nameOf(ref)} ${what}`, { scope: 'surroundings' });
