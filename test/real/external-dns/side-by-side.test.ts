import { describe, it } from 'vitest';
import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import { eventually } from '../../support/sandbox-directory.ts';
import { type Firstlight, otherLoadBalancer } from './firstlight.ts';
import { ingressText } from './objects.ts';
import type { PeerRun } from './peer.ts';
import { createWorld, type World } from './world.ts';

const ownerId = 'old-cluster';
const owner = `--txt-owner-id=${ownerId}`;
/** As the page on migrating tells external-dns to be while both write. */
const careful = [owner, '--policy=upsert-only', '--exclude-record-types=AAAA'];
const installation = { ownerId, settleReleases: true, ownership: { format: 'external-dns-0.21' } } as const;

const ingressOf = (name: string, annotations = {}): string =>
  ingressText(`shop/${name}`, { hosts: [`${name}.example.com`], annotations });

describe.concurrent('Firstlight and external-dns on the same names', { timeout: 120_000 }, () => {
  it('agree on what is new, changed and gone, whoever is first', async ({ expect }) => {
    await using world = await createWorld();
    world.directory.write('a.yaml', ingressOf('a'));
    world.directory.write('b.yaml', ingressOf('b'));
    const { records } = await world.peerAlone([owner]);
    const firstlight = await world.firstlight(installation, records);

    world.directory.write('c.yaml', ingressOf('c'));
    world.directory.write('a.yaml', ingressOf('a', { target: otherLoadBalancer }));
    await roundsBeside(world, firstlight);
    const isMoved = (targets: readonly string[]): boolean => targets.length === 2 && targets.every(isOther);
    const moved = await eventually(firstlight.records, (found) => isMoved(targetsOf(found, 'a')), 20_000);
    expect(targetsOf(moved, 'a')).toHaveLength(2);
    expect(targetsOf(moved, 'a').every(isOther)).toBe(true);
    expect(targetsOf(moved, 'c')).toHaveLength(1);
    const calls = await firstlight.changeCalls();
    const seen = await world.peerBeside(firstlight, careful);
    expect(seen.upToDate, seen.lines.join('\n')).toBe(true);
    expect(await firstlight.changeCalls()).toBe(calls);

    world.directory.delete('c.yaml');
    world.directory.delete('b.yaml');
    await roundsBeside(world, firstlight);
    const left = await eventually(firstlight.records, (found) => found.length === 4, 20_000);
    expect(left).toEqual(moved.filter(({ Name }) => /^(aaaa-|cname-)?a\./.test(Name)));
  });

  it('where external-dns may delete, it takes along what it is told not to look at any more', async ({ expect }) => {
    await using world = await createWorld();
    world.directory.write('a.yaml', ingressOf('a'));
    const { records } = await world.peerAlone([owner]);
    const narrowed = '--ingress-class=another';
    expect((await world.peerAlone([...careful, narrowed], records)).records).toEqual(records);
    expect((await world.peerAlone([owner, narrowed], records)).records).toEqual([]);
  });

  it('keep apart under two owner ids, each with its own records', async ({ expect }) => {
    await using world = await createWorld();
    world.directory.write('a.yaml', ingressOf('a'));
    const { records } = await world.peerAlone([owner]);
    world.directory.write('b.yaml', ingressOf('b'));
    const firstlight = await world.firstlight({ ...installation, ownerId: 'new-cluster' }, records);
    expect(firstlight.others).toEqual({ 'a.example.com': 'NameTaken' });
    expect(firstlight.ready).toEqual(['b.example.com']);
    const both = await firstlight.records();
    await world.peerBeside(firstlight, careful);
    expect(await firstlight.records()).toEqual(both);
    world.directory.delete('a.yaml');
    const gone = await world.peerAlone([owner], both);
    expect(gone.records).toEqual(
      both.filter((set) => !records.some(({ Name, Type }) => set.Name === Name && set.Type === Type)),
    );
  });
});

/** external-dns in its loop: when Firstlight was first in the middle of a round, Route 53 refuses that batch, and the next round sees it. */
const roundsBeside = (world: World, firstlight: Firstlight): Promise<PeerRun> =>
  world.peerBeside(firstlight, careful).catch((failure: unknown) => {
    if (!/InvalidChangeBatch/.test(String(failure))) throw failure;
    return world.peerBeside(firstlight, careful);
  });

const targetsOf = (records: readonly ResourceRecordSet[], name: string): readonly string[] =>
  records.flatMap(({ Name, AliasTarget }) =>
    Name === `${name}.example.com.` && AliasTarget ? [AliasTarget.DNSName] : [],
  );

const isOther = (target: string): boolean => target === `${otherLoadBalancer}.`;
