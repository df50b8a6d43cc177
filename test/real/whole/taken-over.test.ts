import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Deployment, type Outputs } from '../../e2e/cdk.ts';
import { firstlight, readyHosts, type Sites } from '../../e2e/firstlight.ts';
import { configurationOf, loadBalancer, zoneId } from '../../e2e/installation.ts';
import { Speaker } from '../../e2e/speaker.ts';
import { changesOf, patienceMs, recordsOf, told, until } from '../../e2e/world.ts';
import { serveManifests } from '../external-dns/kubernetes-api.ts';
import { ingressText } from '../external-dns/objects.ts';
import { runPeer } from '../external-dns/peer.ts';

const account = '333333333333';
const ownerId = 'old-cluster';
const hosts = ['www.taken.example', 'deep.er.taken.example', '*.apps.taken.example'];
const deployment = new Deployment(told, account);
const configured = (mode: 'observe' | 'sync') => {
  const whole = configurationOf(['taken'], account);
  const clusters = whole.clusters.map((cluster) => ({ ...cluster, ownerId }));
  return { ...whole, clusters, mode, ownership: { format: 'external-dns-0.21' as const } };
};
const plan = () => firstlight<{ readonly changes: boolean; readonly counts: object }>(['plan'], account);
const nothing = { publish: 0, change: 0, release: 0, refuse: 0, wait: 0, cannot: 0, keep: 0 };

/** docs/migrating-from-external-dns.md, step 4 and the way back, on a deployed stack. */
describe('a zone of external-dns', { timeout: 3 * patienceMs }, () => {
  let outputs: Outputs = {};
  let speaker: Speaker;
  let written = 0;
  let records: Awaited<ReturnType<typeof recordsOf>> = [];

  const peer = async () => {
    const kubernetes = await serveManifests(speaker.manifests);
    const kubeconfig = join(speaker.manifests, '..', 'kubeconfig');
    writeFileSync(kubeconfig, kubernetes.kubeconfig);
    const around = { kubeconfig, route53Url: told.farUrl, account };
    const flags = [`--txt-owner-id=${ownerId}`, `--zone-id-filter=${zoneId('taken')}`];
    return runPeer(around, flags).finally(() => kubernetes.close());
  };

  beforeAll(async () => {
    deployment.configure(configured('observe'));
    await deployment.bootstrap();
    outputs = await deployment.deploy();
    speaker = await Speaker.of('taken', account, outputs);
  });
  afterAll(() => {
    speaker?.close();
    deployment.close();
  });

  it('is written by it', async () => {
    writeFileSync(
      join(speaker.manifests, 'all.yaml'),
      ingressText('shop/app', { hosts, address: { hostname: loadBalancer.dnsName } }),
    );
    await peer();
    records = await recordsOf('taken');
    written = await changesOf('taken');
    expect(records).toHaveLength(4 * hosts.length);
  });

  it('would not be changed, says the plan while it is observed', async () => {
    await speaker.again();
    await until('all is planned', async () => {
      const { sites } = await firstlight<Sites>(['sites'], account);
      const settled = sites.filter(({ conditions }) => conditions.some(({ reason }) => reason === 'Observing'));
      return settled.length === hosts.length;
    });
    expect(await plan()).toMatchObject({ changes: false, counts: nothing });
  });

  it('is taken over without a change once writing is allowed', async () => {
    deployment.configure(configured('sync'));
    await deployment.deploy();
    await until('all are ready', async () => (await readyHosts('taken', account)).length === hosts.length);
    expect(await plan()).toMatchObject({ changes: false, counts: nothing });
    expect(await firstlight(['history'], account)).toEqual([]);
    expect(await changesOf('taken')).toBe(written);
  });

  it('goes back as it came', async () => {
    await until('it is given back', async () => {
      const said = await firstlight<{ readonly state: string }>(['release-ownership', 'taken.example'], account);
      return said.state === 'given back';
    });
    expect((await peer()).upToDate).toBe(true);
    expect(await changesOf('taken')).toBe(written);
    expect(await recordsOf('taken')).toEqual(records);
  });
});
