/**
 * `npm run test:real:prepare`: builds the programs that `npm run test:real` would build itself, so that this can be done
 * beside something else. What cannot be built is said there, not here.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { externalDnsProgram } from './external-dns/program.ts';
import { buildGoProgram } from './go-program.ts';
import { apiServerProgram } from './kubernetes/program.ts';

const programs = [apiServerProgram, externalDnsProgram];
const folder = join(resolve(import.meta.dirname, '../..'), '.real');

mkdirSync(folder, { recursive: true });
for (const program of programs) {
  await buildGoProgram(folder, program).catch((error: unknown) => {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  });
}
