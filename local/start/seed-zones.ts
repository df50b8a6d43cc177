import { readFileSync } from 'node:fs';
import type { Configuration } from '#shared/domain/configuration.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import { parseSeedFile, type SeedFile } from '../cloud/route53/seed.ts';
import { refusing } from './refusing.ts';

/** The records of `--seed-zone`. @throws UsageError for a file that cannot be used, or a zone that is not configured */
export const readSeeds = (files: readonly string[], configuration: Configuration): readonly SeedFile[] =>
  files.map((file) => readSeed(file, configuration));

function readSeed(file: string, configuration: Configuration): SeedFile {
  const seed = refusing(`--seed-zone ${file}`, () => parseSeedFile(readText(file)));
  const zone = seed.zone.toLowerCase().replace(/\.$/, '');
  if (!configuration.zones.some(({ name, view }) => name === zone && view === seed.view)) {
    const known = configuration.zones.map(({ name, view }) => `${name} (${view})`).join(', ');
    throw new UsageError(`--seed-zone ${file}: no ${seed.view} zone ${zone} is configured; there are ${known}`);
  }
  return { ...seed, zone };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new Error(`${isMissing ? 'is not there' : 'cannot be read'}: name a JSON file`, { cause });
  }
}
