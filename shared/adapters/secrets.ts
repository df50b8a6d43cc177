import * as z from 'zod';
import type { SecretRef } from '#shared/domain/alert-policy.ts';
import type { Clock } from '#shared/domain/clock.ts';
import { PermanentError } from '#shared/errors/kinds.ts';
import { classifySdkError, type FarSide, type Meaning } from './sdk-errors.ts';
import { openSecretStores, type SecretStoresOptions } from './secret-stores.ts';

export interface SecretsOptions extends SecretStoresOptions {
  readonly clock: Pick<Clock, 'monotonic' | 'now'>;
}

/**
 * Where secrets are read. Nothing of one is in an error, and nobody but the caller gets to see it. Reading throws PermanentError of the
 * surroundings with the remedy, ThrottledError or RetryableError.
 */
export interface Secrets {
  read(ref: SecretRef): Promise<string>;
  /**
   * All that count while one takes the place of another, at least one, that which is to be used first: what a JSON list names; of
   * Secrets Manager for a day the version before (AWSPREVIOUS) too.
   */
  readAll(ref: SecretRef): Promise<readonly string[]>;
  /** The far side does not take it any more: it is read anew the next time. */
  forget(ref: SecretRef): void;
}

/** A secret that was changed is used after this at the latest. */
const keptMs = 5 * 60_000;
/** So long what was changed is still taken: a rotation that ends takes minutes, and what leaked is to be of no use. */
const formerMs = 24 * 3_600_000;

/** Secrets Manager and Systems Manager, each secret asked for once in five minutes. */
export function openSecrets({ clock, ...options }: SecretsOptions): Secrets {
  const store = openSecretStores(options);
  const kept = new Map<string, { readonly texts: readonly string[]; readonly sinceMs: number }>();

  async function keep(key: string, ref: SecretRef, ask: () => Promise<readonly string[]>): Promise<readonly string[]> {
    const known = kept.get(key);
    if (known !== undefined && clock.monotonic() - known.sinceMs < keptMs) return known.texts;
    const texts = await ask().catch((error: unknown) => {
      throw error instanceof PermanentError ? error : wordedError(error, ref);
    });
    kept.set(key, { texts, sinceMs: clock.monotonic() });
    return texts;
  }

  async function current(ref: SecretRef) {
    const { text, madeMs } = await store(ref, 'AWSCURRENT');
    if (text === undefined || text.trim() === '')
      throw refused(ref, 'is empty or has no such field: put the secret there');
    return { text: text.trim(), madeMs };
  }

  async function former(ref: SecretRef, sinceMs: number | undefined): Promise<string | undefined> {
    if (!('secretsManager' in ref) || sinceMs === undefined || clock.now() >= sinceMs + formerMs) return undefined;
    try {
      return (await store(ref, 'AWSPREVIOUS')).text?.trim();
    } catch (error) {
      // The first version has none before it.
      if (codeOf(error) === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  }

  return {
    async read(ref) {
      const [text = ''] = await keep(nameOf(ref), ref, async () => [(await current(ref)).text]);
      return text;
    },
    readAll: (ref) =>
      keep(allOf(ref), ref, async () => {
        const { text, madeMs } = await current(ref);
        return [text, await former(ref, madeMs)].flatMap((one) => (one ? listed(one, ref) : []));
      }),
    forget(ref) {
      kept.delete(nameOf(ref));
      kept.delete(allOf(ref));
    },
  };
}

const allOf = (ref: SecretRef): string => `all of ${nameOf(ref)}`;

const Listed = z.array(z.string().trim().min(1)).min(1);

/** What a JSON list names, else the text itself. */
function listed(text: string, ref: SecretRef): readonly string[] {
  if (!text.startsWith('[')) return [text];
  try {
    return Listed.parse(JSON.parse(text));
  } catch {
    throw refused(ref, 'is no list of texts: write ["new", "old"]');
  }
}

/** As people find it; never what it holds. */
function nameOf(ref: SecretRef): string {
  if ('environment' in ref) return `environment variable ${ref.environment}`;
  if ('ssm' in ref) return `parameter ${ref.ssm}`;
  return `secret ${ref.secretsManager}${ref.field === undefined ? '' : ` (field ${ref.field})`}`;
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
  // One that is not there has another ARN than the right.
  const remedy =
    'create it, or deploy again, so that the function may read it; with a key of your own, let the function decrypt with it';
  return new PermanentError('AccessDenied', `${nameOf(ref)} may not be read: ${remedy}`, {
    scope: 'surroundings',
    cause: error,
  });
}

const codeOf = (error: unknown): string => (error instanceof Error ? error.name : 'no error');

const refused = (ref: SecretRef, what: string): PermanentError =>
  new PermanentError('Refused', `${nameOf(ref)} ${what}`, { scope: 'surroundings' });
