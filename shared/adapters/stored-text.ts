import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** One file that is replaced as a whole: a crash leaves the old text or the new one. */
export interface StoredText {
  read(): string | undefined;
  write(text: string): void;
}

export function storedText(path: string): StoredText {
  return {
    read: () => readIfThere(path),
    write(text) {
      const next = `${path}.next`;
      writeFileSync(next, text);
      renameSync(next, path);
    },
  };
}

/** @throws Error for every failure but that the file is not there. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
