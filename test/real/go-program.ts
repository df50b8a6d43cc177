import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { LeftOut } from './part.ts';

const run = promisify(execFile);

/** A program that is built from published Go modules, once, into a folder that lives on. */
export interface GoProgram {
  /** Also the folder's name. Another version, another flag: another name. */
  readonly name: string;
  /** The file that it comes to be. */
  readonly binary: string;
  /**
   * What `go` is told, after the flags that every build has; it leaves the binary in `GOBIN`.
   * `sources` is where it runs: none for `install module@version`.
   */
  readonly args: readonly string[];
  readonly sources?: string;
}

export const goProgramIn = (folder: string, { name, binary }: GoProgram): string => join(folder, name, binary);

/**
 * Where it is, built if it was not there. Only the program stays: a build leaves 3 GB of modules and objects behind.
 * @throws LeftOut where there is no Go, or it cannot be built
 */
export async function buildGoProgram(folder: string, wanted: GoProgram): Promise<string> {
  const program = goProgramIn(folder, wanted);
  const home = dirname(program);
  while (!existsSync(program) && isBeingBuilt(home)) await sleep(500);
  if (existsSync(program)) return program;
  const env = environmentOf(home);
  await run('go', ['version']).catch((cause: unknown) => {
    throw new LeftOut('Go 1.26 or later is needed', { cause });
  });
  mkdirSync(env.GOBIN, { recursive: true });
  writeFileSync(join(home, builder), String(process.pid));
  process.stdout.write(`building ${wanted.name} into ${home}, once; this takes minutes\n`);
  const began = performance.now();
  const [verb = '', ...rest] = wanted.args;
  try {
    await run('go', [verb, ...flags, ...rest], { env, cwd: wanted.sources ?? home, maxBuffer: 64 << 20 });
    renameSync(join(env.GOBIN, wanted.binary), program);
  } catch (cause) {
    throw new LeftOut(`${wanted.name} cannot be built here: ${lastLine(cause)}`, { cause });
  } finally {
    await run('go', ['clean', '-modcache'], { env, cwd: home }).catch(() => undefined);
    for (const left of [env.GOCACHE, join(home, builder)]) rmSync(left, { recursive: true, force: true });
  }
  process.stdout.write(`built ${wanted.name} in ${Math.round((performance.now() - began) / 1000)} s\n`);
  return program;
}

/** Holds the id of the process that builds. */
const builder = 'builder';
/** A process that has the id of one that was killed is not waited for. */
const longestBuildMs = 30 * 60_000;

/** By `npm run test:real:prepare`, or by another run of the tests. */
function isBeingBuilt(home: string): boolean {
  const file = join(home, builder);
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return Date.now() - statSync(file).mtimeMs < longestBuildMs;
  } catch {
    return false;
  }
}

/** Not optimised, without tables for a debugger: that takes a third off the time of a build, and nobody waits for these programs. */
const flags = ['-p', '2', '-trimpath', '-gcflags=all=-N -l -dwarf=false'];

/** Modules come from the proxy and their sums from the sum database, as Go does by itself; the version of Go stays ours. */
const environmentOf = (home: string) => ({
  ...process.env,
  CGO_ENABLED: '0',
  GOTOOLCHAIN: 'local',
  // The compiler collects less garbage, and ends earlier.
  GOGC: '400',
  GOBIN: join(home, 'bin'),
  GOMODCACHE: join(home, 'modules'),
  GOCACHE: join(home, 'objects'),
});

function lastLine(cause: unknown): string {
  const text = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause);
  return text.trim().split('\n').at(-1) ?? '';
}
