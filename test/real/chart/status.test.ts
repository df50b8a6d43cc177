import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { inClusterAccess } from '#shared/adapters/kubernetes-access.ts';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import { httpsApi } from '../../../forwarder/kubernetes/https-api.ts';
import { StatusKeeper } from '../../../forwarder/status/keeper.ts';
import { held } from '../../forwarder/status/world.ts';
import { renderedFile } from '../../support/chart.ts';
import { eventually } from '../../support/sandbox-directory.ts';
import { tellStatus } from '../../support/status-bucket.ts';
import { type AuditedCluster, startAuditedCluster } from './audited-cluster.ts';
import { isOfStatus, rightsGranted, rightsUsed } from './rights.ts';

let cluster: AuditedCluster;
const home = mkdtempSync(join(tmpdir(), 'firstlight-account-'));
const hub = tellStatus('demo', Date.now);
const reports: string[] = [];

beforeAll(async () => {
  cluster = await startAuditedCluster();
  await cluster.kubectl('apply', '--server-side', '--filename', renderedFile);
  await cluster.hand.namespace('shop');
  await cluster.hand.ingress('shop', 'web');
  for (const [path, text] of Object.entries(await cluster.serviceAccountSecrets())) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
});
afterAll(async () => {
  await cluster?.[Symbol.asyncDispose]();
  rmSync(home, { recursive: true });
});

const named = z.looseObject({ metadata: z.looseObject({ uid: z.string() }) });

/** What a leader does with the status of its cluster, as the service account; its minutes are seconds. */
async function lead(): Promise<AsyncDisposable> {
  const real = realScheduler();
  const ingress = named.parse(
    JSON.parse(await cluster.kubectl('get', 'ingress/web', '--namespace=shop', '--output=json')),
  );
  const access = inClusterAccess({
    env: { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(cluster.server.port) },
    clock: real,
    root: join(home, 'kubernetes.io/serviceaccount'),
  });
  const api = httpsApi(access, real);
  const keeper = new StatusKeeper({
    cluster: 'demo',
    bucket: hub,
    api,
    objects: { find: () => ({ apiVersion: 'networking.k8s.io/v1', uid: ingress.metadata.uid }) },
    scheduler: { ...real, monotonic: () => real.monotonic() * 60 },
    instance: 'forwarder',
    report: ({ message }) => reports.push(message),
    pollMs: 200,
  });
  keeper.start();
  return {
    async [Symbol.asyncDispose]() {
      await keeper.stop();
      api.close();
    },
  };
}

const columns = 'custom-columns=HOST:.spec.host,READY:.status.conditions[?(@.type=="Ready")].reason';
const sites = async (): Promise<readonly string[]> =>
  (await cluster.kubectl('get', 'sites', '--namespace=shop', '--no-headers', `--output=${columns}`))
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [line.replaceAll(/ +/g, ' ').trim()]));
const tell = async (ready: boolean, expected: string): Promise<void> => {
  await hub.say([held('web.example.com', {}, ready)]);
  expect(await eventually(sites, (all) => all[0] === expected)).toEqual([expected]);
};

describe('the status of a cluster, kept with the rights of the plain manifests', { timeout: 120_000 }, () => {
  it('uses each of them and needs no other', async () => {
    {
      await using _ = await lead();
      await tell(true, 'web.example.com Ready');
      // Somebody else writes beside it.
      const meddled = '{"spec":{"host":"other.example.com"}}';
      await cluster.kubectl('patch', 'site/web.example.com', '--namespace=shop', '--type=merge', `--patch=${meddled}`);
      await tell(false, 'web.example.com NameTaken');
    }
    {
      // Another leader has told nothing yet, and finds the Event there.
      await using _ = await lead();
      await tell(true, 'web.example.com Ready');
      const counts = () =>
        cluster.kubectl('get', 'events', '--namespace=shop', '--output=jsonpath={.items[*].series.count}');
      expect(await eventually(counts, (text) => text !== '')).toBe('2');
      await hub.say([]);
      expect(await eventually(sites, (all) => all.length === 0, 20_000)).toEqual([]);
    }
    expect(reports).toEqual([]);
    const uses = cluster.uses();
    expect(uses.filter(({ status }) => status === 401 || status === 403)).toEqual([]);
    expect(rightsUsed(uses)).toEqual(rightsGranted().filter(isOfStatus));
  });
});
