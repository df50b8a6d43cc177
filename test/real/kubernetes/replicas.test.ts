import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KubernetesApi } from '../../../forwarder/kubernetes/api.ts';
import { Hub } from '../../forwarder/support/hub.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { until, untilEqual } from './listener.ts';
import { type Hand, handOf } from './objects.ts';

const program = fileURLToPath(new URL('replica-child.ts', import.meta.url));
let server: ApiServer;
let admin: KubernetesApi;
let hand: Hand;
const children: ChildProcess[] = [];

beforeAll(async () => {
  server = await startApiServer();
  admin = await server.api('admin');
  hand = handOf(admin);
  await hand.namespace('firstlight');
  await hand.namespace('shop');
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await server[Symbol.asyncDispose]();
});

interface Replica {
  readonly child: ChildProcess;
  readonly said: string[];
  heard: number;
  /** What it tells people. */
  log: string;
}

const hub = new Hub();

function begin(identity: string): Replica {
  const child = spawn(process.execPath, [program, server.kubeconfig('admin'), identity]);
  children.push(child);
  const replica: Replica = { child, said: [], heard: 0, log: '' };
  child.stderr?.on('data', (chunk) => {
    replica.log += chunk;
  });
  createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
    replica.heard += 1;
    hub.apply(JSON.parse(line));
  });
  return replica;
}

const equal = (): Promise<void> => untilEqual(admin, { hub });
const epochs = (): readonly string[] => [...new Set(hub.messages.map(({ marker }) => marker.slice(0, 18)))];

it('one of two speaks; another takes over from one that is killed, one that stands still, and one that ends', async () => {
  await hand.ingress('shop', 'a');
  const first = begin('first');
  await equal();
  const second = begin('second');
  await sleep(1_500);
  await hand.ingress('shop', 'b');
  await equal();
  expect([second.heard, second.log]).toEqual([0, '']);

  first.child.kill('SIGKILL');
  await hand.remove('shop', 'a');
  await hand.ingress('shop', 'c');
  await until(() => second.log.includes('leads for'), 'the second leads');
  await equal();

  const third = begin('third');
  await sleep(1_000);
  second.child.kill('SIGSTOP');
  await hand.ingress('shop', 'b', 'moved.example.com');
  await until(() => third.log.includes('leads for'), 'the third leads');
  await equal();
  const before = second.heard;
  second.child.kill('SIGCONT');
  await until(() => second.log.includes('leads no more'), 'the second is silent');
  await hand.ingress('shop', 'd');
  await equal();
  expect(second.heard).toBe(before);

  await hand.ingress('shop', 'e');
  third.child.kill('SIGTERM');
  await once(third.child, 'exit');
  const atMs = performance.now();
  await until(() => second.log.split('leads for').length === 3, 'the second leads again');
  expect(performance.now() - atMs).toBeLessThan(1_500);
  await hand.remove('shop', 'e');
  await equal();
  expect(epochs()).toEqual(epochs().toSorted());
  expect(epochs()).toHaveLength(4);
}, 60_000);
