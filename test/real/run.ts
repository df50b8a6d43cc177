/**
 * `npm run test:real`: the suites that need a far side which is not ours, each in the ignored folder `.real/`.
 * Needs Python 3 with venv and PyPI, and Go with its module proxy; nothing else is fetched, everything listens on
 * 127.0.0.1. `npm run test:real -- external-dns` runs the parts with that word in their name.
 *
 * A further part: write a `Part` (see part.ts) beside this file and name it in `parts` below; put its tests into
 * `test/real/`, where `npm test` does not look, and let them read what `Started.environment` gives them.
 *
 * What cannot run here is left out with its reason; on CI (`CI=true`) that is a failure.
 *
 * A file that fails is run a second time, with its far sides started anew and nothing else beside it: an emulator on two
 * busy cores is late now and then. Both tries are told at the end; what is wrong fails twice.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startVitest } from 'vitest/node';
import { deployed } from '../e2e/part.ts';
import { chart } from './chart/part.ts';
import { edgeValues } from './edge-values/part.ts';
import { externalDns } from './external-dns/program.ts';
import { kubernetes } from './kubernetes/program.ts';
import { migrationPage } from './migration/part.ts';
import { ministack } from './ministack.ts';
import { moto } from './moto.ts';
import { type FileOutcome, outcomesOf } from './outcome.ts';
import { LeftOut, type Part, type Started } from './part.ts';
import { whole } from './whole/part.ts';

const all: readonly Part[] = [
  ministack,
  moto,
  edgeValues,
  externalDns,
  kubernetes,
  chart,
  migrationPage,
  deployed,
  whole,
];
const wanted = process.argv.slice(2);
const parts = all.filter(({ name }) => wanted.every((word) => name.includes(word)));
const root = resolve(import.meta.dirname, '../..');
const folder = join(root, '.real');

if (parts.length === 0) {
  process.stderr.write(`no part is called ${wanted.join(' ')}; there are ${all.map(({ name }) => name).join(', ')}\n`);
  process.exit(1);
}

/** More than that is no emulator that was late. */
const mostTriedAgain = 3;
const counts = { passed: 0, failed: 0, skipped: 0 };
const toldAtTheEnd: string[] = [];
const started = new Map<Part, Promise<Started | undefined>>();
mkdirSync(folder, { recursive: true });
for (const late of [false, true]) {
  for (const outcome of await runWave(parts.filter(({ isLate = false }) => isLate === late))) count(outcome);
}
process.stdout.write(`\n${toldAtTheEnd.map((line) => `!!! ${line}\n`).join('')}`);
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
const leftOutCounts = process.env['CI'] === 'true' && counts.skipped > 0;
process.exit(counts.failed > 0 || leftOutCounts ? 1 : 0);

/** Those that fail count as what they are when they run again. */
async function runWave(together: readonly Part[]): Promise<readonly FileOutcome[]> {
  const first = await runParts(
    together,
    together.flatMap(({ tests }) => tests),
  );
  const failed = first.filter(({ failures }) => failures.length > 0);
  const files = failed.map(({ file }) => file);
  if (files.length === 0 || files.length > mostTriedAgain || files.includes('')) return first;
  const again = together.filter(({ tests }) => tests.some((test) => files.some((file) => file.includes(test))));
  for (const one of failed.flatMap(({ failures }) => failures)) toldAtTheEnd.push(`failed, and was run again: ${one}`);
  const second = await runParts(again, files);
  return [...first.filter(({ file }) => !second.some((one) => one.file === file)), ...second];
}

/** What a wave has started ends with it: deployed stacks go on sweeping, and would keep the next one waiting. */
async function runParts(together: readonly Part[], files: readonly string[]): Promise<readonly FileOutcome[]> {
  const ready: Part[] = [];
  try {
    for (const part of together) if (await isStarted(part)) ready.push(part);
    const runnable = files.filter((file) => ready.some(({ tests }) => tests.some((test) => file.includes(test))));
    return runnable.length === 0 ? [] : await runTests(runnable);
  } finally {
    for (const far of started.values()) await (await far)?.stop();
    started.clear();
  }
}

/** With all that it needs; each is started once in a wave. */
async function isStarted(part: Part): Promise<boolean> {
  for (const needed of part.needs ?? []) if (!(await isStarted(needed))) return false;
  const far = started.get(part) ?? startPart(part);
  started.set(part, far);
  const { environment } = (await far) ?? {};
  Object.assign(process.env, environment);
  return environment !== undefined;
}

async function startPart(part: Part): Promise<Started | undefined> {
  process.stdout.write(`${part.name}: starting\n`);
  try {
    return await part.start(folder);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof LeftOut) counts.skipped += 1;
    else counts.failed += 1;
    const line = `${part.name}: ${error instanceof LeftOut ? 'LEFT OUT' : 'FAILED TO START'}: ${message}`;
    process.stdout.write(`\n!!! ${line}\n\n`);
    toldAtTheEnd.push(line);
    return undefined;
  }
}

async function runTests(files: readonly string[]): Promise<readonly FileOutcome[]> {
  const vitest = await startVitest('test', [...files], {
    root,
    config: join(import.meta.dirname, 'vitest.config.ts'),
    watch: false,
  });
  const outcomes = outcomesOf(vitest);
  await vitest.close();
  return outcomes;
}

function count({ passed, skipped, failures }: FileOutcome): void {
  counts.passed += passed;
  counts.skipped += skipped;
  counts.failed += failures.length;
  for (const one of failures) toldAtTheEnd.push(`FAILED: ${one}`);
}
