import { describe, expect, it } from 'vitest';
import { approve } from '../../../shared/commands/approve.ts';
import { forgetCluster } from '../../../shared/commands/forget-cluster.ts';
import { hold } from '../../../shared/commands/hold.ts';
import { releaseOwnership } from '../../../shared/commands/release-ownership.ts';
import { resume } from '../../../shared/commands/resume.ts';
import { readConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { type GuardedWorld, guardedWorld, minute, nameOf, numbers, second } from './safety-world.ts';
import { testConfiguration } from './samples.ts';

const speaker = ({ table, clock }: GuardedWorld) => ({
  table,
  nowMs: clock.now(),
  by: 'oncall',
  doorbell: { ring: async () => {} },
});

describe('a word of a person, as the command says it', () => {
  it('approves what is pending in the scope of a guard', async () => {
    const world = await guardedWorld(10);
    await world.drop(numbers(0, 6));
    await world.settle();
    await world.pass(5 * minute);
    await approve(speaker(world), { scope: 'edge:public' });
    await world.settle();
    expect((await world.hosts('dying')).length).toBe(6);
    expect(await world.notices()).toEqual([]);
  });

  it('forgets a cluster, and approves what that releases', async () => {
    const world = await guardedWorld(6);
    await world.configure({ ...testConfiguration(), clusters: [], edges: [] });
    await world.settle();
    await forgetCluster(speaker(world), { name: 'demo' });
    await world.settle();
    await world.pass(5 * minute);
    expect((await world.hosts()).length).toBe(6);
    await approve(speaker(world), { scope: 'cluster:demo' });
    await world.settle();
    expect((await world.hosts('dying')).length).toBe(6);
  });

  it('keeps what stands in a zone that goes back to external-dns', async () => {
    const world = await guardedWorld(5);
    const [zone] = testConfiguration().zones;
    await releaseOwnership(speaker(world), { zone: zone?.id ?? '' });
    await world.drop([0]);
    await world.settle();
    await world.pass(5 * minute);
    expect(await world.hosts('dying')).toEqual([]);
    const known = await readConfiguration(world.table);
    expect(await world.releases(known?.document ?? testConfiguration())).toEqual([`${nameOf(0)} kept`]);
  });

  it('gives the time of a hold back that was lifted before the release was due', async () => {
    const world = await guardedWorld(5);
    await world.drop([0]);
    await world.settle();
    await world.pass(30 * second, 30 * second);
    await hold(speaker(world), { scope: 'all' });
    await world.settle();
    await world.pass(60 * second, 60 * second);
    await resume(speaker(world), { scope: 'all' });
    await world.settle();
    expect((await world.site(nameOf(0)))?.release?.dueMs).toBe(world.clock.now() + 90 * second);
  });
});
