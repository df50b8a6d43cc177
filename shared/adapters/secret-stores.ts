import {
  GetSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import type { SecretRef } from '#shared/domain/alert-policy.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';

export interface SecretStoresOptions {
  /** Of both services. Default: what the SDK finds in its surroundings. */
  readonly client?: Pick<SecretsManagerClientConfig, 'region' | 'credentials' | 'endpoint'>;
  /** Where secrets of kind `environment` are; a deployment has none. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/** What a store has under a name. */
export interface StoredSecret {
  /** Undefined: nothing, or no such field. */
  readonly text: string | undefined;
  /** When this version was made, where the store says it. */
  readonly madeMs?: number;
}

/** Secrets Manager, Systems Manager and the environment, each asked once per call. Throws what the SDK does. */
export function openSecretStores({ client = {}, variables = {} }: SecretStoresOptions) {
  const config = { ...client, maxAttempts: 1 };
  const manager = new SecretsManagerClient(config);
  const ssm = new SSMClient(config);
  return async (ref: SecretRef, version: 'AWSCURRENT' | 'AWSPREVIOUS'): Promise<StoredSecret> => {
    const abortSignal = AbortSignal.timeout(callDeadlineMs);
    if ('environment' in ref) return { text: variables[ref.environment] };
    if ('ssm' in ref) {
      const command = new GetParameterCommand({ Name: ref.ssm, WithDecryption: true });
      return { text: (await ssm.send(command, { abortSignal })).Parameter?.Value };
    }
    const stage = version === 'AWSCURRENT' ? {} : { VersionStage: version };
    const command = new GetSecretValueCommand({ SecretId: ref.secretsManager, ...stage });
    const { SecretString, CreatedDate } = await manager.send(command, { abortSignal });
    const text =
      ref.field === undefined || SecretString === undefined ? SecretString : fieldOf(SecretString, ref.field);
    return { text, ...(CreatedDate === undefined ? {} : { madeMs: CreatedDate.getTime() }) };
  };
}

const members = z.record(z.string(), z.unknown());

/** A member of the JSON that the secret is, a list as JSON; undefined where it has none, or is none. */
function fieldOf(text: string, field: string): string | undefined {
  try {
    const value = members.parse(JSON.parse(text))[field];
    if (Array.isArray(value)) return JSON.stringify(value);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
