import { describe, expect, it } from 'vitest';
import { forgetCluster } from '#shared/commands/forget-cluster.ts';
import { hold } from '#shared/commands/hold.ts';
import { releaseHost } from '#shared/commands/release-host.ts';
import { forgetKey } from '#shared/rows/cluster-rows.ts';
import { clusterKey } from '#shared/rows/object-rows.ts';
import { approvalRows } from '#shared/rows/safety-rows.ts';
import { siteKey } from '#shared/rows/site-rows.ts';
import { wantedKey } from '#shared/runtime/lanes.ts';
import { put } from '#shared/runtime/table.ts';
import { leavingSite, nowMs, refusalOf, speakerOver } from '../../support/commands.ts';
import { releaseOf, siteRow, smallConfiguration } from '../../support/small-installation.ts';

describe('release', () => {
  it('makes the release due now and lets it pass the guard', async () => {
    const site = leavingSite('old.example.com', { release: releaseOf('r', { dueMs: nowMs + 60_000 }) });
    const { table, as, rung } = await speakerOver([site]);
    await releaseHost(as('oncall'), { host: 'Old.example.com.' });
    expect(await table.get(siteKey(site))).toMatchObject({
      version: site.version + 1,
      release: { id: 'r', dueMs: nowMs },
    });
    expect((await table.query(approvalRows)).map(({ row }) => row)).toMatchObject([{ by: 'oncall', releases: ['r'] }]);
    expect(rung()).toEqual(['claims:demo']);
  });

  it.each([
    ['unknown', [siteRow()], 'nope.example.com', /^unknown: nothing is known of the host "nope\.example\.com"/],
    [
      'still claimed',
      [siteRow()],
      'app.example.com',
      /^conflict: .*still claimed by Ingress\/shop\/app of cluster demo/,
    ],
    ['gone already', [leavingSite('x.example.com', { state: 'dying' })], 'x.example.com', /nothing to release/],
  ])('refuses a host that is %s', async (_, sites, host, message) => {
    const { table, as } = await speakerOver(sites);
    expect(await refusalOf(releaseHost(as('oncall'), { host }))).toMatch(message);
    expect(await table.query(approvalRows)).toEqual([]);
  });

  it('refuses a host that is held or kept', async () => {
    const { as } = await speakerOver([leavingSite('old.example.com')]);
    await hold(as('deploy'), { scope: 'edge:public' });
    expect(await refusalOf(releaseHost(as('oncall'), { host: 'old.example.com' }))).toMatch(/held by edge:public/);
    const kept = await speakerOver([leavingSite('old.example.com')], smallConfiguration('create-only'));
    expect(await refusalOf(releaseHost(kept.as('oncall'), { host: 'old.example.com' }))).toMatch(
      /policy create-only keeps/,
    );
  });
});

describe('forget-cluster', () => {
  const known = async () => {
    const world = await speakerOver([]);
    const row = { cluster: 'old', epoch: '', lastMessageMs: 0 };
    await world.table.transact([put(clusterKey('old'), row)]);
    return world;
  };

  it('leaves a note for the lane of the cluster and wakes it', async () => {
    const { table, as, rung } = await known();
    await forgetCluster(as('oncall'), { name: 'old' });
    expect(await table.get(forgetKey('old'))).toEqual({ cluster: 'old', atMs: nowMs, by: 'oncall' });
    expect(await table.get(wantedKey('claims:old'))).toEqual({ wanted: 1 });
    expect(rung()).toEqual(['claims:old']);
  });

  it('refuses a cluster that is configured, unknown or forgotten already', async () => {
    const { as } = await known();
    expect(await refusalOf(forgetCluster(as('oncall'), { name: 'demo' }))).toMatch(
      /^conflict: cluster demo is in the config/,
    );
    expect(await refusalOf(forgetCluster(as('oncall'), { name: 'elsewhere' }))).toMatch(
      /^unknown: nothing is known of cluster/,
    );
    await forgetCluster(as('oncall'), { name: 'old' });
    expect(await refusalOf(forgetCluster(as('deploy'), { name: 'old' }))).toMatch(
      /^conflict: .*forgotten already, by oncall/,
    );
  });
});
