import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runForwarder } from '../../forwarder/process/run.ts';
import { eventBridge } from '../../shared/adapters/eventbridge.ts';
import { realScheduler } from '../../shared/runtime/real-scheduler.ts';
import { Hub } from '../forwarder/support/hub.ts';
import { eventually, ingress, type TestDirectory, testDirectory } from '../support/sandbox-directory.ts';
import { type EventBusServer, serveEventBus } from './event-bus-server.ts';

const program = fileURLToPath(new URL('../../forwarder/main.ts', import.meta.url));
let server: EventBusServer;
let directory: TestDirectory;

beforeAll(async () => {
  server = await serveEventBus();
});
beforeEach(() => {
  server.clear();
  directory = testDirectory();
  directory.write('shop.yaml', ingress('shop/web', ['www.example.com']));
});
afterEach(() => directory.remove());
afterAll(() => server.close());

/** The process without a process around it; `nowMs` is where its clock stands. */
async function runOnce(more: readonly string[] = [], nowMs = Date.now()) {
  const args = ['--manifests', directory.manifests, '--cluster', 'demo', '--bus', 'hub', '--once', ...more];
  let [out, err] = ['', ''];
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
  const code = await runForwarder(args, {
    cwd: directory.root,
    env: { AWS_REGION: 'eu-central-1' },
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    scheduler: { ...realScheduler(), now: () => nowMs },
    random: Math.random,
    stop: new AbortController().signal,
    connect: ({ bus: busName, region }) =>
      eventBridge({ busName, client: { region, endpoint: server.endpoint, credentials } }),
    openStatus: () => Promise.reject(new Error('manifests have no status')),
  });
  return { code, out, err };
}

/** What a hub believes that took in what was put. */
function believed(): Hub {
  const hub = new Hub();
  for (const { Source, DetailType, Detail } of server.taken)
    hub.apply({ source: Source, detailType: DetailType, detail: Detail });
  return hub;
}
const hosts = (): readonly string[] => Object.keys(believed().believes('networking.k8s.io/Ingress')).sort();

describe('the forwarder process, once', () => {
  it('says all that there is as its cluster, walks of every kind among it, and ends with 0', async () => {
    const { code, out, err } = await runOnce();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('said what');
    expect(hosts()).toEqual(['shop/web']);
    expect(new Set(server.taken.map(({ Source, EventBusName }) => `${EventBusName} ${Source}`))).toEqual(
      new Set(['hub firstlight.cluster.demo']),
    );
    const walked = believed().messages.flatMap(({ walk, ranges }) => (walk === undefined ? [] : ranges));
    expect(new Set(walked.map(({ kind }) => kind))).toContain('Source');
  });

  it('ends with 3 and names what cannot be read; all else is said', async () => {
    directory.write('broken.yaml', 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {');
    const { code, err } = await runOnce();
    expect(code).toBe(3);
    expect(err).toMatch(/^firstlight forwarder: broken\.yaml#1: /);
    expect(hosts()).toEqual(['shop/web']);
  });

  it('ends with 3 when the bus refuses it, and says what is needed', async () => {
    server.failing = new Map([['firstlight.cluster.demo', 'NotAuthorizedForSourceException']]);
    const { code, err } = await runOnce(['--timeout', '0.5']);
    expect(code).toBe(3);
    expect(err).toContain('NotAuthorizedForSourceException, trying again; needed is events:PutEvents on hub as source');
    expect(err).toContain('not everything could be said within 0.5 seconds');
  });

  it('keeps its epoch: the next process speaks under a later one, though its clock stood still', async () => {
    const data = ['--data', directory.data];
    await runOnce(data, 1_790_000_000_000);
    const first = believed().messages[0]?.marker ?? '';
    server.clear();
    await runOnce(data, 1_790_000_000_000);
    expect(first.slice(0, 13) < (believed().messages[0]?.marker ?? '').slice(0, 13)).toBe(true);
  });
});

it('follows what changes, and says on SIGTERM what is known', async () => {
  const env = {
    PATH: process.env['PATH'],
    HOME: directory.root,
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  const args = ['--manifests', directory.manifests, '--cluster', 'demo', '--bus', 'hub', '--region', 'eu-central-1'];
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  await eventually(
    async () => hosts(),
    (known) => known.length === 1,
  );
  directory.write('other.yaml', ingress('shop/api', ['api.example.com']));
  await eventually(
    async () => hosts(),
    (known) => known.length === 2,
  );
  child.kill('SIGTERM');
  expect({ code: await ended, err }).toEqual({ code: 0, err: '' });
  expect(hosts()).toEqual(['shop/api', 'shop/web']);
});
