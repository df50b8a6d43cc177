import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import { runForwarder } from '../../../forwarder/process/run.ts';
import { held } from '../../forwarder/status/world.ts';
import { tellStatus } from '../../support/status-bucket.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { handOf } from './objects.ts';
import { defineSites } from './site-definition.ts';

let server: ApiServer;
const told = tellStatus('demo', Date.now);
const stop = new AbortController();
let ended: Promise<unknown> = Promise.resolve();
let said = '';

beforeAll(async () => {
  server = await startApiServer();
  const admin = await server.api('admin');
  await defineSites(admin);
  const hand = handOf(admin);
  await hand.namespace('shop');
  await hand.namespace('firstlight');
  await hand.ingress('shop', 'web');
  const args = [
    '--cluster',
    'demo',
    '--bus',
    'hub',
    '--kubeconfig',
    server.kubeconfig('admin'),
    '--status-bucket',
    'status',
  ];
  const write = (text: string) => (said += text);
  ended = runForwarder(args, {
    cwd: '/',
    env: { AWS_REGION: 'eu-central-1' },
    stdout: { write },
    stderr: { write },
    scheduler: realScheduler(),
    random: Math.random,
    stop: stop.signal,
    connect: () => ({ put: async (entries) => entries.map(() => ({ ok: true })) }),
    openStatus: async () => told,
  });
});
afterAll(async () => {
  stop.abort();
  await ended;
  await server[Symbol.asyncDispose]();
});

describe('the forwarder process in a cluster', () => {
  it('keeps Site objects while it leads, and tells Events of the objects that it follows', async () => {
    await told.say([held('web.example.com')]);
    const admin = await server.api('admin');
    const ask = async (path: string): Promise<string> => (await admin.send({ method: 'GET', path })).text();
    const events = '/apis/events.k8s.io/v1/namespaces/shop/events';
    for (let left = 150; left > 0 && !(await ask(events)).includes('web.example.com is reachable'); left -= 1)
      await sleep(100);
    expect(await ask('/apis/firstlight.dev/v1alpha1/namespaces/shop/sites/web.example.com')).toContain(
      '"reason":"Ready"',
    );
    expect(await ask(events)).toContain('web.example.com is reachable');
    expect(said).not.toContain('cannot');
  });
});
