import type { ObservedRecordSet } from '#shared/domain/record.ts';
import type { ContentsSettings, RecordIndex } from './contents.ts';
import { identifierOf } from './own-marks.ts';
import { ownershipNames } from './ownership-name.ts';
import { isManagedType, recordSetOf } from './record-sets.ts';

/**
 * Base64 of a nonce and gzipped labels under AES-256-GCM (external-dns, endpoint/crypto.go): 12 bytes, at least 32 of gzip
 * with the heritage in it, 16 of the tag. What it says is known to external-dns alone.
 */
const encryptedValue = /^"(?=.{80})([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?"$/;

export const isEncrypted = ({ type, values = [] }: Pick<ObservedRecordSet, 'type' | 'values'>): boolean =>
  type === 'TXT' && values.length === 1 && encryptedValue.test(values[0] ?? '');

/** The name of an ownership TXT of this record set that cannot be read, where one was seen. */
export function encryptedMarkOf(
  set: ObservedRecordSet,
  observed: RecordIndex | undefined,
  settings: ContentsSettings,
): string | undefined {
  if (observed === undefined || !isManagedType(set.type)) return undefined;
  const record = recordSetOf(set, set.type);
  return ownershipNames({ record, ...settings }).find((name) =>
    observed.get(name)?.some((txt) => identifierOf(txt) === identifierOf(set) && isEncrypted(txt)),
  );
}

/** What a person can do about it. */
export const encryptedAdvice =
  'written with --txt-encrypt-enabled, which only external-dns can read; have it write its TXT records anew without, then adopt its owner id';
