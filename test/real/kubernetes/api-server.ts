import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { kubeconfigAccess } from '#shared/adapters/kubernetes-access.ts';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import type { KubernetesApi } from '../../../forwarder/kubernetes/api.ts';
import { httpsApi } from '../../../forwarder/kubernetes/https-api.ts';
import { freePort } from '../python-server.ts';

/** Whom the server knows: `admin` may do everything, the others what roles give them. */
export type User = 'admin' | 'forwarder' | 'tenant';
const users: readonly User[] = ['admin', 'forwarder', 'tenant'];

export interface ApiServerOptions {
  /** Flags of kube-apiserver beside those that every test needs. */
  readonly flags?: readonly string[];
}

/** A kube-apiserver with an etcd of its own, on 127.0.0.1; everything that it keeps goes when it is disposed of. */
export interface ApiServer extends AsyncDisposable {
  readonly port: number;
  /** A file for each user. */
  kubeconfig(user: User): string;
  /** The API as that user. */
  api(user: User): Promise<KubernetesApi>;
  /** SIGKILL, then a new process on the same data and port; its watch cache begins at the present revision. */
  restart(): Promise<void>;
  /** SIGSTOP: it accepts connections and says nothing. */
  freeze(): void;
  thaw(): void;
  /** Forgets every revision up to the present one. */
  compact(): Promise<void>;
}

/** Ready within about 3 s; 280 MB. */
export async function startApiServer({ flags = [] }: ApiServerOptions = {}): Promise<ApiServer> {
  const program = process.env['FIRSTLIGHT_REAL_KUBERNETES'] ?? '';
  const home = await mkdtemp(join(tmpdir(), 'firstlight-kubernetes-'));
  const [port, etcdPort] = [await freePort(), await freePort()];
  writeKeys(home);
  const environment = {
    TESTCP_ETCD_DIR: join(home, 'etcd'),
    TESTCP_ETCD_CLIENT: `http://127.0.0.1:${etcdPort}`,
    HOME: home,
    PATH: '/usr/bin:/bin',
  };
  const log = openSync(join(home, 'log'), 'a');
  const launch = (): ChildProcess =>
    spawn(program, argumentsOf(home, port, flags), { cwd: home, env: environment, stdio: ['ignore', log, log] });
  let child = launch();
  const kubeconfig = (user: User): string => join(home, `${user}.kubeconfig`);
  const closes: (() => void)[] = [];
  const api = async (user: User): Promise<KubernetesApi> => {
    const opened = httpsApi(await kubeconfigAccess(kubeconfig(user)), realScheduler());
    closes.push(() => opened.close());
    return opened;
  };
  const ready = async (): Promise<void> => {
    writeKubeconfigs(home, port, await certificateOf(home, child));
    await untilReady(await api('admin'), child, join(home, 'log'));
  };
  await ready();
  return {
    port,
    kubeconfig,
    api,
    async restart() {
      await kill(child);
      child = launch();
      await ready();
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    compact: () => compact(`http://127.0.0.1:${etcdPort}`),
    async [Symbol.asyncDispose]() {
      await kill(child);
      for (const close of closes) close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const argumentsOf = (home: string, port: number, flags: readonly string[]): readonly string[] => [
  '--bind-address=127.0.0.1',
  '--advertise-address=127.0.0.1',
  `--secure-port=${port}`,
  `--cert-dir=${join(home, 'certs')}`,
  `--token-auth-file=${join(home, 'tokens.csv')}`,
  '--authorization-mode=RBAC',
  '--anonymous-auth=false',
  '--service-account-issuer=https://kubernetes.default.svc',
  `--service-account-key-file=${join(home, 'sa.pub')}`,
  `--service-account-signing-key-file=${join(home, 'sa.key')}`,
  '--service-cluster-ip-range=10.96.0.0/16',
  '--endpoint-reconciler-type=none',
  ...flags,
];

function writeKeys(home: string): void {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  writeFileSync(join(home, 'sa.key'), privateKey.export({ type: 'sec1', format: 'pem' }));
  writeFileSync(join(home, 'sa.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
  const rows = users.map((user) => `${user}-token,${user},${user},${user === 'admin' ? '"system:masters"' : ''}`);
  writeFileSync(join(home, 'tokens.csv'), `${rows.join('\n')}\n`);
}

function writeKubeconfigs(home: string, port: number, certificate: Buffer): void {
  const server = `https://127.0.0.1:${port}`;
  const authority = { 'certificate-authority-data': certificate.toString('base64') };
  for (const user of users) {
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'test',
      clusters: [{ name: 'test', cluster: { server, ...authority } }],
      contexts: [{ name: 'test', context: { cluster: 'test', user } }],
      users: [{ name: user, user: { token: `${user}-token` } }],
    };
    writeFileSync(join(home, `${user}.kubeconfig`), JSON.stringify(config));
  }
}

/** Self-signed at the first start, before it listens. */
async function certificateOf(home: string, child: ChildProcess): Promise<Buffer> {
  for (let tries = 0; child.exitCode === null && tries < 600; tries += 1) {
    try {
      const certificate = readFileSync(join(home, 'certs', 'apiserver.crt'));
      if (certificate.includes('END CERTIFICATE')) return certificate;
    } catch {
      // Not written yet.
    }
    await sleep(50);
  }
  throw new Error(`the API server made no certificate:\n${readFileSync(join(home, 'log'), 'utf8').slice(-2_000)}`);
}

async function untilReady(api: KubernetesApi, child: ChildProcess, log: string): Promise<void> {
  for (let tries = 0; child.exitCode === null && tries < 600; tries += 1) {
    const answer = await api.send({ method: 'GET', path: '/readyz', deadlineMs: 2_000 }).catch(() => undefined);
    if (answer !== undefined && (await answer.text()) === 'ok') return;
    await sleep(50);
  }
  throw new Error(`the API server did not become ready:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
}

/** One SIGTERM would wait a minute for open watches. */
async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  await ended;
}

/** etcd, "gRPC gateway": the revision stands in the header of every answer. */
async function compact(etcd: string): Promise<void> {
  const post = async (path: string, body: object): Promise<unknown> =>
    (await fetch(`${etcd}/v3/kv/${path}`, { method: 'POST', body: JSON.stringify(body) })).json();
  const answer = await post('range', { key: btoa('/registry/') });
  const revision = JSON.stringify(answer).match(/"revision":"(\d+)"/)?.[1];
  await post('compaction', { revision });
}
