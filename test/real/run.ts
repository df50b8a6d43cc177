/**
 * `npm run test:real`: the suites that need a far side which is not ours, each in the ignored folder `.real/`.
 * Needs Python 3 with venv and PyPI, and Go with its module proxy; nothing else is fetched, everything listens on
 * 127.0.0.1. `npm run test:real -- external-dns` runs the parts with that word in their name.
 *
 * A further part: write a `Part` (see part.ts) beside this file and name it in `parts` below; put its tests into
 * `test/real/`, where `npm test` does not look, and let them read what `Started.environment` gives them.
 *
 * What cannot run here is left out with its reason; on CI (`CI=true`) that is a failure.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startVitest, type Vitest } from 'vitest/node';
import { deployed } from '../e2e/part.ts';
import { chart } from './chart/part.ts';
import { edgeValues } from './edge-values/part.ts';
import { externalDns } from './external-dns/program.ts';
import { kubernetes } from './kubernetes/program.ts';
import { migrationPage } from './migration/part.ts';
import { ministack } from './ministack.ts';
import { moto } from './moto.ts';
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

const counts = { passed: 0, failed: 0, skipped: 0 };
const started = new Map<Part, Promise<Started | undefined>>();
mkdirSync(folder, { recursive: true });
for (const late of [false, true]) await runWave(parts.filter(({ isLate = false }) => isLate === late));
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
const leftOutCounts = process.env['CI'] === 'true' && counts.skipped > 0;
process.exit(counts.failed > 0 || leftOutCounts ? 1 : 0);

/** What a wave has started ends with it: deployed stacks go on sweeping, and would keep the next one waiting. */
async function runWave(together: readonly Part[]): Promise<void> {
  const ready: Part[] = [];
  try {
    for (const part of together) if (await isStarted(part)) ready.push(part);
    if (ready.length > 0) await runTests(ready.flatMap(({ tests }) => tests));
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
    process.stdout.write(
      `\n!!! ${part.name}: ${error instanceof LeftOut ? 'LEFT OUT' : 'FAILED TO START'}: ${message}\n\n`,
    );
    return undefined;
  }
}

async function runTests(files: readonly string[]): Promise<void> {
  const vitest = await startVitest('test', [...files], {
    root,
    config: join(import.meta.dirname, 'vitest.config.ts'),
    watch: false,
  });
  count(vitest);
  await vitest.close();
}

function count(vitest: Vitest): void {
  counts.failed += vitest.state.getUnhandledErrors().length;
  for (const module of vitest.state.getTestModules()) {
    if (module.children.size === 0 && !module.ok()) counts.failed += 1;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') counts.passed += 1;
      else if (state === 'failed') counts.failed += 1;
      else counts.skipped += 1;
    }
  }
}
