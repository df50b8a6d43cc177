import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIfThere } from '#shared/adapters/stored-text.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import { type LocalAuthority, makeAuthority, openAuthority } from '../cloud/tls/local-authority.ts';

/** The local certificate authority, and where a client finds it. */
export interface StoredAuthority {
  readonly authority: LocalAuthority;
  /** PEM. */
  readonly certificateFile: string;
  close(): void;
}

/**
 * Takes the authority of a directory, or makes one there: `ca.pem` and its key, which only its owner may read. Without a
 * directory both are in one of the system that ends with the process.
 * @throws UsageError where the files cannot be used
 */
export async function openStoredAuthority(directory: string | undefined, nowMs: number): Promise<StoredAuthority> {
  const folder = directory ?? mkdtempSync(join(tmpdir(), 'firstlight-'));
  const [certificateFile, keyFile] = [join(folder, 'ca.pem'), join(folder, 'ca-key.pem')];
  const [certificate, key] = [readIfThere(certificateFile), readIfThere(keyFile)];
  const isKept = certificate !== undefined && key !== undefined;
  try {
    const pair = isKept ? { certificate, key } : await makeAuthority(nowMs);
    if (!isKept) {
      writeFileSync(keyFile, pair.key, { mode: 0o600 });
      writeFileSync(certificateFile, pair.certificate);
    }
    const close = (): void => {
      if (directory === undefined) rmSync(folder, { recursive: true, force: true });
    };
    return { authority: await openAuthority(pair), certificateFile, close };
  } catch (cause) {
    throw new UsageError(`${certificateFile} and ca-key.pem beside it cannot be used: remove both`, { cause });
  }
}
