import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import { parseOptions } from '../../../local/start/options.ts';
import { type Sandbox, startSandbox } from '../../../local/start/sandbox.ts';
import { eventually } from '../../support/sandbox-directory.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { customKinds, define } from './definitions.ts';
import { atOnce } from './objects.ts';

/** The whole of Firstlight before a real API server: what `npm start -- --kubeconfig FILE` runs. */
describe('Firstlight on a cluster that it only reads', () => {
  let cluster: Cluster;
  let sandbox: Sandbox;
  beforeAll(async () => {
    cluster = await startCluster();
    const { hand, server } = cluster;
    const verbs = ['get', 'list', 'watch'];
    const role = { metadata: { name: 'reader' }, rules: [{ apiGroups: ['*'], resources: ['*'], verbs }] };
    const rbac = '/apis/rbac.authorization.k8s.io/v1';
    await hand.post(`${rbac}/clusterroles`, role);
    await hand.post(`${rbac}/clusterrolebindings`, {
      metadata: { name: 'reader' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'reader' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'forwarder' }],
    });
    await hand.post('/apis/networking.k8s.io/v1/ingressclasses', {
      metadata: { name: 'public' },
      spec: { controller: 'x/y' },
    });
    // A kind that is not there holds releases up for an hour: it may be missing by mistake.
    for (const kind of customKinds) await define(cluster.admin, hand, kind);
    const args = ['--kubeconfig', server.kubeconfig('forwarder'), '--dns-port', '0', '--settle-releases'];
    const options = parseOptions(args, '/');
    if (options === 'help') throw new Error('no options');
    const scheduler = realScheduler();
    sandbox = await startSandbox(options, { scheduler, random: Math.random, warn: () => undefined });
  });
  afterAll(async () => {
    await sandbox.close();
    await cluster[Symbol.asyncDispose]();
  });

  const hosts = async (): Promise<readonly string[]> => {
    const { sites } = await sandbox.document();
    return sites
      .filter(({ ready }) => ready)
      .map(({ host }) => host)
      .sort();
  };
  const names = (count: number, from = 0): readonly string[] =>
    Array.from({ length: count }, (_, index) => `i${index + from}.example.com`).sort();

  it('serves what is there, and nothing that cannot be a name', async () => {
    const { hand } = cluster;
    await atOnce(12, (index) => hand.ingress('shop', `i${index}`));
    await hand.ingress('shop', 'long', `${'l'.repeat(64)}.example.com`);
    await hand.ingress('shop', 'sixty', `${'s'.repeat(60)}.example.com`);
    const wanted = [...names(12), `${'s'.repeat(60)}.example.com`].sort();
    expect(await eventually(hosts, (now) => now.length === 13, 60_000)).toEqual(wanted);
    const { skipped } = await sandbox.document();
    expect(skipped).toMatchObject([{ source: 'Ingress/shop/long', reason: 'InvalidHost' }]);
  });

  it('lets go of what a person deletes, and not of a namespace that is wiped', async () => {
    const { hand } = cluster;
    await hand.remove('shop', 'i0');
    expect(await eventually(hosts, (now) => now.length === 12, 60_000)).not.toContain('i0.example.com');
    await hand.wipe('shop');
    const blocked = async () =>
      (await sandbox.document()).releases.filter(({ state }) => state === 'blocked').map(({ host }) => host);
    // Releases do not wait here for their due time: of a wipe that is heard bit by bit the guard lets three go in an hour.
    const kept = await eventually(
      async () => ({ blocked: await blocked(), sites: (await sandbox.document()).sites.length }),
      (now) => now.sites === now.blocked.length,
      60_000,
    );
    expect(kept.blocked).toHaveLength(kept.sites);
    expect(kept.sites).toBeGreaterThanOrEqual(10);
  });

  it('says what is in the way of reading a cluster at all', async () => {
    const { server } = cluster;
    const start = (args: readonly string[]) => {
      const options = parseOptions([...args, '--dns-port', '0'], '/');
      if (options === 'help') throw new Error('no options');
      return startSandbox(options, { scheduler: realScheduler(), random: Math.random, warn: () => undefined });
    };
    await expect(start(['--kubeconfig', server.kubeconfig('admin'), '--context', 'prod'])).rejects.toThrow(
      /^--context "prod" is not in .*: it has test/,
    );
    const wrong = server.kubeconfig('tenant');
    writeFileSync(wrong, readFileSync(wrong, 'utf8').replace('tenant-token', 'nobody'));
    await expect(start(['--kubeconfig', wrong])).rejects.toThrow(
      /does not accept the credentials of context test: log in again/,
    );
  });
});
