import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { held } from '../../forwarder/status/world.ts';
import { renderedFile } from '../../support/chart.ts';
import { eventually } from '../../support/sandbox-directory.ts';
import { customKinds, define } from '../kubernetes/definitions.ts';
import { type AuditedCluster, startAuditedCluster, type Use } from './audited-cluster.ts';
import { type FarSide, podSpec, startFarSide } from './forwarders.ts';
import type { Pod } from './pod.ts';
import { isOfStatus, rightsGranted, rightsUsed } from './rights.ts';

let far: FarSide;
beforeAll(async () => {
  far = await startFarSide();
});
afterAll(() => far?.[Symbol.asyncDispose]());

const lease = '/apis/coordination.k8s.io/v1/namespaces/firstlight/leases/firstlight-forwarder';
const isReady = async (pod: Pod): Promise<boolean> => (await pod.get('/readyz')).body === 'leads\n';

/** A cluster with the plain manifests in it, objects of every kind of API, and an Ingress. */
async function installed(...flags: readonly string[]): Promise<AuditedCluster> {
  const cluster = await startAuditedCluster(...flags);
  await cluster.kubectl('apply', '--server-side', '--filename', renderedFile);
  for (const kind of customKinds) await define(cluster.admin, cluster.hand, kind);
  await cluster.hand.namespace('shop');
  await cluster.hand.ingress('shop', 'web');
  return cluster;
}

describe('the plain manifests in a real API server', { timeout: 120_000 }, () => {
  it('are taken as they are, and the pod by the strictest of the Pod Security Standards', async () => {
    await using cluster = await installed();
    await expect(cluster.kubectl('diff', '--server-side', '--filename', renderedFile)).resolves.toBe('');
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'one' }, spec: podSpec };
    const path = '/api/v1/namespaces/firstlight/pods';
    const answer = await cluster.admin.send({ method: 'POST', path, query: { dryRun: 'All' }, body: pod });
    expect(await answer.text()).toContain('"serviceAccountName":"firstlight-forwarder"');
    expect(answer.status).toBe(201);
  });

  it('let the forwarder do all that it does, and nothing that it does not', async () => {
    const uses: Use[] = [];
    // Without streaming lists it asks page by page.
    for (const flags of [[], ['--feature-gates=WatchList=false']]) {
      far.bus.clear();
      await using cluster = await installed(...flags);
      await using pod = await far.startForwarder(cluster);
      expect(await eventually(() => isReady(pod), Boolean, 30_000)).toBe(true);
      await eventually(
        async () => far.believed().believes('networking.k8s.io/Ingress'),
        (all) => 'shop/web' in all,
      );
      expect(Object.keys(far.believed().believes('networking.k8s.io/Ingress'))).toEqual(['shop/web']);
      expect((await pod.get('/metrics')).body).not.toMatch(/state="(forbidden|absent)"\} 1/);
      pod.signal('SIGTERM');
      expect(await pod.ended()).toBe(0);
      uses.push(...cluster.uses());
    }
    expect(uses.filter(({ status }) => status === 401 || status === 403)).toEqual([]);
    const isAnother = (right: string): boolean => !isOfStatus(right);
    expect(rightsUsed(uses).filter(isAnother)).toEqual(rightsGranted().filter(isAnother));
  });
});

describe('the pod', { timeout: 120_000 }, () => {
  it('has no rights on its node, ends when asked to, and leaves its place to the next', async () => {
    far.bus.clear();
    await using cluster = await installed();
    await using first = await far.startForwarder(cluster);
    expect(await eventually(() => isReady(first), Boolean, 30_000)).toBe(true);
    const status = readFileSync(`/proc/${first.pid}/status`, 'utf8');
    expect(status).toMatch(/^NoNewPrivs:\s1$/m);
    expect(status).toMatch(/^CapEff:\s0+$/m);
    expect(await first.get('/healthz')).toEqual({ status: 200, body: 'ok\n' });

    await far.status.say([held('web.example.com')]);
    const sites = () => cluster.kubectl('get', 'sites', '--namespace=shop', '--no-headers');
    expect(await eventually(sites, (text) => /True/.test(text), 30_000)).toMatch(
      /^web\.example\.com +web\.example\.com +True/,
    );

    await using second = await far.startForwarder(cluster, far.webIdentity);
    expect(
      (
        await eventually(
          () => second.get('/readyz'),
          ({ status }) => status === 200,
          20_000,
        )
      ).body,
    ).toBe('stands by\n');
    first.signal('SIGTERM');
    expect(await first.ended()).toBe(0);
    expect(await eventually(() => isReady(second), Boolean, 30_000)).toBe(true);
    await cluster.hand.ingress('shop', 'next');
    const believed = async () => Object.keys(far.believed().believes('networking.k8s.io/Ingress')).sort();
    expect(await eventually(believed, (keys) => keys.length === 2)).toEqual(['shop/next', 'shop/web']);
    // The first by EKS Pod Identity, the second by IRSA.
    expect([far.podIdentity.given() > 0, far.webIdentity.given() > 0]).toEqual([true, true]);
    second.signal('SIGTERM');
    expect(await second.ended()).toBe(0);
    const answer = await cluster.admin.send({ method: 'GET', path: lease });
    expect(await answer.text()).toContain('"holderIdentity":""');
  });
});
