import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { told } from './world.ts';

const run = promisify(execFile);
const template = z.object({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Metadata: z.looseObject({ 'aws:asset:path': z.string().optional() }).optional(),
    }),
  ),
});

/** The bundles as they were deployed, by function. */
function bundles(): readonly (readonly [string, string])[] {
  const text = readFileSync(join(told.assembly, 'Firstlight.template.json'), 'utf8');
  return Object.entries(template.parse(JSON.parse(text)).Resources).flatMap(([id, { Type, Metadata }]) => {
    const [name] = id.split('EntryFunction');
    const path = Metadata?.['aws:asset:path'];
    const isOurs = Type === 'AWS::Lambda::Function' && id.includes('EntryFunction') && path !== undefined;
    return isOurs && name !== undefined ? [[name, join(told.assembly, path, 'index.mjs')] as const] : [];
  });
}

/** From the start of a process until the bundle is loaded, the fastest of five. */
async function coldMs(file: string): Promise<number> {
  const times: number[] = [];
  for (let tries = 0; tries < 5; tries += 1) {
    const begun = performance.now();
    await run(process.execPath, ['--enable-source-maps', file]);
    times.push(performance.now() - begun);
  }
  return Math.round(Math.min(...times));
}

it('loads bundles that are small beside what a function may be', { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'firstlight-e2e-bare-'));
  const bare = join(folder, 'index.mjs');
  writeFileSync(bare, 'export const handler = async () => ({});\n');
  const rows: string[] = [];
  for (const [name, file] of [['bare handler', bare] as const, ...bundles()]) {
    const bytes = statSync(file).size;
    rows.push(
      `${name.padEnd(16)}${String(Math.ceil(bytes / 1_024)).padStart(6)} KB${String(await coldMs(file)).padStart(8)} ms`,
    );
    expect(bytes).toBeLessThan(1_500_000);
  }
  rmSync(folder, { recursive: true, force: true });
  // The bare one and those of twelve functions.
  expect(rows).toHaveLength(13);
  process.stdout.write(`bundles, and processes until they are loaded:\n${rows.join('\n')}\n`);
});
