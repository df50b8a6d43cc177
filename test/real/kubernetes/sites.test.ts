import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import type { KubernetesApi } from '../../../forwarder/kubernetes/api.ts';
import { StatusKeeper } from '../../../forwarder/status/keeper.ts';
import type { StatusReport } from '../../../forwarder/status/ports.ts';
import type { StatusEntry } from '../../../shared/events/status.ts';
import { held } from '../../forwarder/status/world.ts';
import { tellStatus } from '../../support/status-bucket.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { defineSites } from './site-definition.ts';

const run = promisify(execFile);

let server: ApiServer;
let admin: KubernetesApi;
const told = tellStatus('demo', Date.now);
const uids = new Map<string, string>();
const reports: StatusReport[] = [];
const keepers: StatusKeeper[] = [];

async function call(method: 'GET' | 'POST' | 'DELETE' | 'PATCH', path: string, body?: unknown): Promise<unknown> {
  const patch = method === 'PATCH' ? { contentType: 'application/merge-patch+json' } : {};
  const answer = await admin.send({ method, path, ...(body === undefined ? {} : { body }), ...patch });
  const text = await answer.text();
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

const Named = z.looseObject({ metadata: z.looseObject({ uid: z.string() }) });

async function ingress(namespace: string, name: string): Promise<void> {
  const made = await call('POST', `/apis/networking.k8s.io/v1/namespaces/${namespace}/ingresses`, {
    metadata: { name },
    spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
  });
  uids.set(`${namespace}/${name}`, Named.parse(made).metadata.uid);
}

/** @param hurry by how much its time goes faster */
async function lead(hurry = 1): Promise<StatusKeeper> {
  const real = realScheduler();
  const keeper = new StatusKeeper({
    cluster: 'demo',
    bucket: told,
    api: await server.api('forwarder'),
    objects: {
      find({ namespace, name }) {
        const uid = uids.get(`${namespace}/${name}`);
        return uid === undefined ? undefined : { apiVersion: 'networking.k8s.io/v1', uid };
      },
    },
    scheduler: { ...real, monotonic: () => real.monotonic() * hurry },
    instance: 'forwarder-1',
    report: (report) => reports.push(report),
    pollMs: 200,
  });
  keeper.start();
  keepers.push(keeper);
  return keeper;
}

async function kubectl(...args: readonly string[]): Promise<string> {
  const program = process.env['FIRSTLIGHT_REAL_KUBECTL'] ?? '';
  const { stdout } = await run(program, ['--kubeconfig', server.kubeconfig('admin'), ...args], { timeout: 20_000 });
  return stdout;
}

/** Words of each line, without the ages. */
const table = (text: string): readonly (readonly string[])[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(/\s{2,}/).filter((word) => !/^\d+(s|m\d*s?)$/.test(word)));

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let left = 100; left > 0; left -= 1) {
    if (await what()) return;
    await sleep(100);
  }
  throw new Error(`that did not come about; told was ${JSON.stringify(reports)}`);
}

const refused: StatusEntry = {
  of: 'object',
  source: { apiGroup: 'networking.k8s.io', kind: 'Ingress', key: 'other/copy' },
  refused: [
    {
      host: 'shop.example.com',
      view: 'public',
      setIdentifier: '',
      status: 'False',
      reason: 'HostTaken',
      message: 'shop has it',
    },
  ],
  skipped: [{ reason: 'UnknownClass', message: 'class "x\u202e" is of no edge' }],
};
const waiting = held('shop.example.com', {
  conditions: [
    { type: 'Ready', status: 'Unknown', reason: 'ChangePending', message: 'on its way' },
    { type: 'DnsReady', status: 'Unknown', reason: 'ChangePending', message: 'on its way' },
  ],
});

beforeAll(async () => {
  server = await startApiServer();
  admin = await server.api('admin');
  for (const name of ['shop', 'other', 'old']) await call('POST', '/api/v1/namespaces', { metadata: { name } });
  for (const [namespace, name] of [
    ['shop', 'web'],
    ['other', 'copy'],
    ['old', 'web'],
  ] as const)
    await ingress(namespace, name);
});
afterAll(async () => {
  for (const keeper of keepers) await keeper.stop();
  await server[Symbol.asyncDispose]();
});

describe('Site objects in a real cluster', () => {
  it('wait for rights, then for the definition, saying what is needed', async () => {
    await told.say([waiting, refused]);
    await lead();
    await until(async () => reports.length > 0);
    expect(reports[0]?.message).toContain('needed is list on sites.firstlight.dev');
    for (const keeper of keepers.splice(0)) await keeper.stop();
    reports.length = 0;
    await call('POST', '/apis/rbac.authorization.k8s.io/v1/clusterroles', {
      metadata: { name: 'status' },
      rules: rights,
    });
    await call('POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
      metadata: { name: 'status' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'status' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'forwarder' }],
    });
    await sleep(500);
    await lead();
    await until(async () => reports.length > 0);
    expect(reports[0]?.message).toContain('charts/firstlight/crds/sites.yaml');
    for (const keeper of keepers.splice(0)) await keeper.stop();
    reports.length = 0;
    await defineSites(admin);
    await until(async () => (await kubectl('api-resources', '--api-group=firstlight.dev')).includes('flsite'));
  });

  it('are what kubectl get sites -A shows', async () => {
    await lead();
    await until(async () => (await kubectl('get', 'sites', '-A')).includes('HostTaken'));
    await until(async () => (await kubectl('get', 'sites', '-A')).includes('ChangePending'));
    const [head, ...lines] = table(await kubectl('get', 'sites', '-A'));
    expect(head).toEqual(['NAMESPACE', 'NAME', 'HOST', 'READY', 'DNS', 'TLS', 'MONITOR', 'REASON', 'AGE']);
    expect(lines).toEqual([
      ['other', 'shop.example.com', 'shop.example.com', 'False', 'HostTaken'],
      ['shop', 'shop.example.com', 'shop.example.com', 'Unknown', 'Unknown', 'ChangePending'],
    ]);
    expect(await kubectl('get', 'firstlight', '-A', '-o', 'name')).toContain('site.firstlight.dev/shop.example.com');
    expect(reports).toEqual([]);
  });

  it('become ready for kubectl wait', async () => {
    const waited = kubectl('wait', '--for=condition=Ready', 'site/shop.example.com', '-n', 'shop', '--timeout=15s');
    await sleep(300);
    await told.say([held('shop.example.com'), refused]);
    expect(await waited).toContain('condition met');
  });

  it('are told of on their sources, as kubectl describe shows it', async () => {
    await until(async () => (await kubectl('describe', 'ingress', 'web', '-n', 'shop')).includes('is reachable'));
    const described = await kubectl('describe', 'ingress', 'web', '-n', 'shop');
    expect(described).toMatch(/Normal\s+Ready\s+.*firstlight.dev\/forwarder.*shop\.example\.com is reachable/);
    const copy = await kubectl('describe', 'ingress', 'copy', '-n', 'other');
    expect(copy).toMatch(/Warning\s+HostTaken.*shop\.example\.com is not ready: shop has it/);
    expect(copy).toMatch(/Warning\s+UnknownClass.*is not served: class "x " is of no edge/);
  });

  it('survive a leader that is replaced: nothing is written twice, no event repeated', async () => {
    const events = async () => JSON.parse(await kubectl('get', 'events', '-A', '-o', 'json'));
    const before: unknown = await events();
    const sites = await kubectl('get', 'sites', '-A', '-o', 'json');
    for (const keeper of keepers.splice(0)) await keeper.stop();
    await lead();
    await sleep(1_500);
    expect(await kubectl('get', 'sites', '-A', '-o', 'json')).toEqual(sites);
    expect(z.object({ items: z.array(z.unknown()) }).parse(await events()).items).toHaveLength(
      z.object({ items: z.array(z.unknown()) }).parse(before).items.length,
    );
  });

  it('of others are left alone, hostile text is taken as text, and a namespace that goes stops nobody', async () => {
    await call('POST', '/apis/firstlight.dev/v1alpha1/namespaces/shop/sites', {
      apiVersion: 'firstlight.dev/v1alpha1',
      kind: 'Site',
      metadata: { name: 'mine.example.com' },
      spec: { host: 'mine.example.com', view: 'public', source: { apiGroup: '', kind: 'X', name: 'x' } },
    });
    // No controller removes its content here: it stays as one that is going.
    await call('PATCH', '/api/v1/namespaces/old', { metadata: { annotations: { x: 'y' } } });
    await call('DELETE', '/api/v1/namespaces/old');
    const hostile = '\u001b[31m<script>alert(1)</script>\u202e'.repeat(20);
    const conditions = [
      { type: 'Ready', status: 'False', reason: 'NameTaken', message: hostile.slice(0, 400) },
    ] as const;
    await told.say([
      held('shop.example.com'),
      held('mine.example.com'),
      held('hostile.example.com', { conditions: [...conditions], setIdentifier: '\u001b[0m/../x' }),
      held('old.example.com', { source: { apiGroup: 'networking.k8s.io', kind: 'Ingress', key: 'old/web' } }),
      held('nowhere.example.com', { source: { apiGroup: 'networking.k8s.io', kind: 'Ingress', key: 'gone/web' } }),
      held('*.example.com', { view: 'private' }),
    ]);
    await until(async () => (await kubectl('get', 'sites', '-n', 'shop')).includes('wildcard.example.com--private'));
    await until(async () => (await kubectl('get', 'sites', '-n', 'shop')).includes('NameTaken'));
    const mine = await call('GET', '/apis/firstlight.dev/v1alpha1/namespaces/shop/sites/mine.example.com');
    expect(mine).toMatchObject({ spec: { source: { kind: 'X' } } });
    expect(mine).not.toHaveProperty('status');
    await until(async () => reports.length > 0);
    expect(reports.map(({ message }) => message)).toEqual([
      expect.stringContaining('Site shop/mine.example.com was made by somebody else'),
    ]);
  });

  it('go when nobody has asked for them for a minute', async () => {
    for (const keeper of keepers.splice(0)) await keeper.stop();
    await lead(60);
    await told.say([held('shop.example.com')]);
    await until(async () => !(await kubectl('get', 'sites', '-A')).includes('hostile.example.com'));
    const [, ...lines] = table(await kubectl('get', 'sites', '-A'));
    expect(lines.map(([namespace, name]) => `${namespace}/${name}`)).toEqual([
      'shop/mine.example.com',
      'shop/shop.example.com',
    ]);
  });
});

/** All that keeping Site objects and Events needs. */
const rights = [
  { apiGroups: ['firstlight.dev'], resources: ['sites'], verbs: ['get', 'list', 'create', 'patch', 'delete'] },
  { apiGroups: ['firstlight.dev'], resources: ['sites/status'], verbs: ['patch'] },
  { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
];
