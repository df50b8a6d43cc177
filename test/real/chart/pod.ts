import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { bundleForwarder } from '../../../infra/image/bundle.ts';

export interface PodOptions {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** By path beneath /var/run/secrets. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** The forwarder as a pod has it, on this machine. */
export interface Pod extends AsyncDisposable {
  readonly pid: number;
  output(): string;
  /** What it answers, and how long it may take to listen. */
  get(path: string): Promise<{ readonly status: number; readonly body: string }>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, null after a signal. */
  ended(): Promise<number | null>;
}

/** What the image holds, in a folder: the bundle, and Node; nothing of the checkout is found from there. */
export async function makeImage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'firstlight-image-'));
  await bundleForwarder(folder);
  // The checkout may lie where only its owner may look.
  copyFileSync(process.execPath, join(folder, 'node'));
  chmodSync(folder, 0o755);
  return folder;
}

/**
 * Runs it under the restrictions of the chart, as far as that goes without containers: a user without rights, a root that
 * cannot be written to, no capabilities, no new privileges, no environment but a pod's, secrets where a pod has them.
 * Missing are the seccomp profile, the limits of cgroups, and a network of its own.
 */
export async function startPod(image: string, { args, environment, secrets }: PodOptions): Promise<Pod> {
  const mounted = mkdtempSync(join(tmpdir(), 'firstlight-secrets-'));
  for (const [path, text] of Object.entries(secrets)) {
    mkdirSync(dirname(join(mounted, path)), { recursive: true });
    writeFileSync(join(mounted, path), text);
  }
  const isRoot = process.getuid?.() === 0;
  const namespaces = isRoot ? ['--mount'] : ['--mount', '--user', '--map-root-user'];
  const user = isRoot ? ['--reuid=65532', '--regid=65532', '--clear-groups'] : [];
  const { entry, variables } = readImage(image);
  const shell = ['sh', '-c', script, 'pod', mounted, 'setpriv', ...user, ...restrictions, ...entry, ...args];
  const child = spawn('unshare', [...namespaces, ...shell], {
    cwd: image,
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOSTNAME: 'firstlight-forwarder-0', ...variables, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const exit = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null));
  const { pid } = child;
  if (pid === undefined) throw new Error('unshare cannot be started');
  return {
    pid,
    output: () => output,
    async get(path) {
      const port = await portOf(
        () => output,
        () => child.exitCode === null,
      );
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: answer.status, body: await answer.text() };
    },
    signal: (signal) => void child.kill(signal),
    ended: () => exit,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exit;
      rmSync(mounted, { recursive: true });
    },
  };
}

const restrictions = ['--no-new-privs', '--inh-caps=-all', '--bounding-set=-all'];

/** `exec` all along, so that signals reach the forwarder itself. */
const script = `set -e
mount -t tmpfs -o mode=755,size=1m secrets /var/run
mkdir /var/run/secrets
cp -r "$1"/. /var/run/secrets
chmod -R a+rX /var/run/secrets
mount -o remount,ro secrets /var/run
mount -o remount,bind,ro /
shift
exec "$@"`;

/** What the Dockerfile starts, and in which environment, with the paths of the folder. */
function readImage(image: string) {
  const dockerfile = readFileSync(join(image, 'Dockerfile'), 'utf8').replaceAll('/firstlight', image);
  const [, text = '[]'] = /^ENTRYPOINT (\[.*\])$/m.exec(dockerfile) ?? [];
  const [program, ...rest] = z.array(z.string()).parse(JSON.parse(text));
  if (program !== 'node') throw new Error(`the image does not start Node: ${text}`);
  const [, settings = ''] = /^ENV (.*)$/m.exec(dockerfile) ?? [];
  const variables = Object.fromEntries([...settings.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]));
  return { entry: [join(image, 'node'), ...rest], variables };
}

async function portOf(output: () => string, runs: () => boolean): Promise<string> {
  for (let tries = 0; tries < 200 && runs(); tries += 1) {
    const [, port] = /answers probes on port (\d+)/.exec(output()) ?? [];
    if (port !== undefined) return port;
    await sleep(50);
  }
  throw new Error(`it answers no probes:\n${output()}`);
}
