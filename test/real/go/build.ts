import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { LeftOut } from '../part.ts';
import { apiServerProgram } from './api-server.ts';
import { externalDnsProgram } from './external-dns.ts';
import { type Go, type GoProgram, goProgramIn } from './program.ts';

const run = promisify(execFile);

/** Built in one workspace, so that what both import has one version and is compiled once; the lesser one first. */
export const goPrograms: readonly GoProgram[] = [externalDnsProgram, apiServerProgram];

/**
 * Where it is, built if it was not there.
 * @throws LeftOut where there is no Go, or it cannot be built
 */
export async function buildGoProgram(folder: string, wanted: GoProgram): Promise<string> {
  await buildGoPrograms(folder, [wanted]);
  return goProgramIn(folder, wanted);
}

/**
 * Builds those that are not there. Only the programs stay: a build leaves 3 GB of modules and objects behind.
 * @throws LeftOut where there is no Go, or one cannot be built
 */
export async function buildGoPrograms(folder: string, wanted: readonly GoProgram[]): Promise<void> {
  const missing = () => wanted.filter((program) => !existsSync(goProgramIn(folder, program)));
  const workspace = join(folder, 'go');
  while (missing().length > 0 && isBeingBuilt(workspace)) await sleep(500);
  if (missing().length === 0) return;
  await run('go', ['version']).catch((cause: unknown) => {
    throw new LeftOut('Go 1.26 or later is needed', { cause });
  });
  const go = goIn(workspace);
  try {
    mkdirSync(workspace, { recursive: true });
    rmSync(join(workspace, 'go.work'), { force: true });
    writeFileSync(join(workspace, builder), String(process.pid));
    await writeWorkspace(workspace, go);
    for (const program of missing()) await build(program, { folder, workspace, go });
  } finally {
    await go(['clean', '-modcache'], workspace).catch(() => undefined);
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** Always with all modules, so that a program is the same whichever is built. */
async function writeWorkspace(workspace: string, go: Go): Promise<void> {
  const uses: string[] = [];
  for (const { binary, name, write } of goPrograms) {
    const module = join(workspace, binary);
    mkdirSync(module, { recursive: true });
    await write(module, go).catch((cause: unknown) => {
      throw new LeftOut(`${name} cannot be fetched: ${lastLine(cause)}`, { cause });
    });
    uses.push(`use ./${binary}\n`);
  }
  writeFileSync(join(workspace, 'go.work'), `go 1.26.1\n\n${uses.join('')}`);
}

interface Site {
  readonly folder: string;
  readonly workspace: string;
  readonly go: Go;
}

async function build(wanted: GoProgram, { folder, workspace, go }: Site): Promise<void> {
  const program = goProgramIn(folder, wanted);
  process.stdout.write(`building ${wanted.name}, once; this takes minutes\n`);
  const began = performance.now();
  mkdirSync(dirname(program), { recursive: true });
  const args = ['build', ...flags, `-ldflags=${wanted.linkerFlags}`, '-o', `${program}.new`, '.'];
  await go(args, join(workspace, wanted.binary)).catch((cause: unknown) => {
    throw new LeftOut(`${wanted.name} cannot be built here: ${lastLine(cause)}`, { cause });
  });
  renameSync(`${program}.new`, program);
  process.stdout.write(`built ${wanted.name} in ${Math.round((performance.now() - began) / 1000)} s\n`);
}

/** Holds the id of the process that builds. */
const builder = 'builder';
/** A process that has the id of one that was killed is not waited for. */
const longestBuildMs = 30 * 60_000;

/** By `npm run test:real:prepare`, or by another run of the tests. */
function isBeingBuilt(workspace: string): boolean {
  const file = join(workspace, builder);
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return Date.now() - statSync(file).mtimeMs < longestBuildMs;
  } catch {
    return false;
  }
}

/** Not optimised, without tables for a debugger: that takes a third off the time of a build, and nobody waits for these programs. */
const flags = ['-p', '2', '-trimpath', '-buildvcs=false', '-gcflags=all=-N -l -dwarf=false'];

/** Modules come from the proxy and their sums from the sum database, as Go does by itself; the version of Go stays ours. */
const goIn = (workspace: string): Go => {
  const env = {
    ...process.env,
    CGO_ENABLED: '0',
    GOFLAGS: '',
    GOWORK: '',
    GOTOOLCHAIN: 'local',
    // The compiler collects less garbage, and ends earlier.
    GOGC: '400',
    GOMODCACHE: join(workspace, 'modules'),
    GOCACHE: join(workspace, 'objects'),
  };
  return async (args, cwd) => (await run('go', [...args], { env, cwd, maxBuffer: 64 << 20 })).stdout;
};

function lastLine(cause: unknown): string {
  const text = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause);
  return text.trim().split('\n').at(-1) ?? '';
}
