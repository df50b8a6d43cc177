import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { LeftOut, type Part } from '../part.ts';

const run = promisify(execFile);
const version = 'v1.35.8';
const sources = join(import.meta.dirname, 'server');

/** The real kube-apiserver on an embedded etcd, in one program: how a watch ends is not for us to imagine. */
export const kubernetes: Part = {
  name: `Kubernetes ${version}`,
  tests: ['test/real/kubernetes/'],
  async start(folder) {
    const program = await buildApiServer(folder);
    return { environment: { FIRSTLIGHT_REAL_KUBERNETES: program }, stop: async () => {} };
  },
};

/**
 * Builds it from Go modules, once for each state of its sources and version of Go; returns the program.
 * Only the program stays: a build leaves 3 GB of modules and objects behind that nobody needs again.
 * @throws LeftOut where there is no Go or no module proxy
 */
export async function buildApiServer(folder: string): Promise<string> {
  const { stdout: go } = await run('go', ['env', 'GOVERSION'], { env: { ...process.env, GOTOOLCHAIN: 'local' } }).catch(
    (cause: unknown) => {
      throw new LeftOut('Go 1.25 or later is needed (go build)', { cause });
    },
  );
  const program = join(folder, `kubernetes-${version}-${keyOf(go.trim())}`, 'kube-apiserver');
  const home = dirname(program);
  if (existsSync(program)) return program;
  mkdirSync(home, { recursive: true });
  process.stdout.write(`building the API server of Kubernetes ${version} into ${home}, once; this takes minutes\n`);
  const began = performance.now();
  const env = buildEnvironment(home);
  const unfinished = `${program}.unfinished`;
  try {
    const args = ['build', '-p', '2', '-trimpath', '-buildvcs=false', '-ldflags', linkerFlags(), '-o', unfinished, '.'];
    await run('go', args, { env, cwd: sources });
  } catch (cause) {
    throw new LeftOut(`it cannot be built here: ${lastLine(cause)}`, { cause });
  } finally {
    await run('go', ['clean', '-modcache'], { env, cwd: sources }).catch(() => undefined);
    rmSync(env['GOCACHE'] ?? '', { recursive: true, force: true });
  }
  renameSync(unfinished, program);
  process.stdout.write(`built in ${Math.round((performance.now() - began) / 1000)} s\n`);
  return program;
}

function keyOf(goVersion: string): string {
  const hash = createHash('sha256').update(goVersion);
  for (const file of ['main.go', 'go.mod', 'go.sum']) hash.update(readFileSync(join(sources, file)));
  return hash.digest('hex').slice(0, 12);
}

/** What `kube-apiserver --version` says; clients judge the server by it. */
function linkerFlags(): string {
  const [major = '', minor = ''] = version.slice(1).split('.');
  const facts = { gitVersion: version, gitMajor: major, gitMinor: minor, gitTreeState: 'clean' };
  const modules = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'];
  const settings = modules.flatMap((module) =>
    Object.entries(facts).map(([name, value]) => `-X ${module}.${name}=${value}`),
  );
  return ['-s', '-w', ...settings].join(' ');
}

/** Modules come from the proxy and their sums from the sum database, as Go does by itself; the version of Go stays ours. */
const buildEnvironment = (home: string): Record<string, string | undefined> => ({
  ...process.env,
  CGO_ENABLED: '0',
  GOTOOLCHAIN: 'local',
  GOMODCACHE: join(home, 'modules'),
  GOCACHE: join(home, 'objects'),
});

function lastLine(cause: unknown): string {
  const text = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause);
  return text.trim().split('\n').at(-1) ?? '';
}
