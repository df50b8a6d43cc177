import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { LeftOut, type Part } from '../part.ts';

const run = promisify(execFile);
/** Its successor cannot be built from published Go modules; what 0.22 does otherwise is in the page on migrating. */
const version = 'v0.21.0';

/** The real external-dns from the Go module proxy: what it writes and what it would change is not for us to imagine. */
export const externalDns: Part = {
  name: `external-dns ${version}`,
  tests: ['test/real/external-dns/'],
  async start(folder) {
    const program = await installExternalDns(folder);
    return { environment: { FIRSTLIGHT_REAL_EXTERNAL_DNS: program }, stop: async () => {} };
  },
};

/** Where it is, once it is installed there. */
export const externalDnsIn = (folder: string): string => join(folder, `external-dns-${version}`, 'external-dns');

/** Only the program stays: a build leaves 3 GB of modules and objects behind that nobody needs again. */
export async function installExternalDns(folder: string): Promise<string> {
  const program = externalDnsIn(folder);
  const home = dirname(program);
  if (existsSync(program)) return program;
  const env = buildEnvironment(home);
  await run('go', ['version']).catch((cause: unknown) => {
    throw new LeftOut('Go 1.26 or later is needed (go install)', { cause });
  });
  mkdirSync(home, { recursive: true });
  process.stdout.write(`building external-dns ${version} into ${home}, once; this takes minutes\n`);
  const began = performance.now();
  try {
    const module = `sigs.k8s.io/external-dns@${version}`;
    await run('go', ['install', '-p', '2', '-trimpath', '-ldflags', '-s -w', module], { env, cwd: home });
  } catch (cause) {
    throw new LeftOut(`it cannot be built here: ${lastLine(cause)}`, { cause });
  } finally {
    await run('go', ['clean', '-modcache'], { env, cwd: home }).catch(() => undefined);
    rmSync(env['GOCACHE'] ?? '', { recursive: true, force: true });
  }
  renameSync(join(env['GOBIN'] ?? '', 'external-dns'), program);
  process.stdout.write(`built in ${Math.round((performance.now() - began) / 1000)} s\n`);
  return program;
}

/** Modules come from the proxy and their sums from the sum database, as Go does by itself; the version of Go stays ours. */
const buildEnvironment = (home: string): Record<string, string | undefined> => ({
  ...process.env,
  CGO_ENABLED: '0',
  GOTOOLCHAIN: 'local',
  GOBIN: join(home, 'bin'),
  GOMODCACHE: join(home, 'modules'),
  GOCACHE: join(home, 'objects'),
});

function lastLine(cause: unknown): string {
  const text = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause);
  return text.trim().split('\n').at(-1) ?? '';
}
