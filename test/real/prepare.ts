/**
 * `npm run test:real:prepare`: builds the programs that `npm run test:real` would build itself, so that this can be done
 * beside something else. What cannot be built is said there, not here.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildGoPrograms, goPrograms } from './go/build.ts';

const folder = join(resolve(import.meta.dirname, '../..'), '.real');

mkdirSync(folder, { recursive: true });
await buildGoPrograms(folder, goPrograms).catch((error: unknown) => {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
});
