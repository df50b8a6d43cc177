import { describe, it } from 'vitest';
import { routedForms, routedText, unchecked } from './routed-objects.ts';
import { createWorld } from './world.ts';

const ownerId = 'old-cluster';
const owner = `--txt-owner-id=${ownerId}`;
const installation = { ownerId, ownership: { format: 'external-dns-0.21' } } as const;

/** Each host as often as it has record sets. */
const hostsOf = (forms: typeof routedForms): readonly string[] =>
  Object.entries(forms).flatMap(([host, sets]) => Object.keys(sets).map(() => host));

describe.concurrent('record sets of every routing policy', { timeout: 120_000 }, () => {
  it('that external-dns wrote are taken over and given back without a change', async ({ expect }) => {
    await using world = await createWorld();
    world.directory.write('all.yaml', routedText());
    const { records } = await world.peerAlone([owner]);
    const running = await world.firstlight(installation, records);
    expect(running.others).toEqual({});
    expect(running.ready.toSorted()).toEqual(hostsOf(routedForms).toSorted());
    const given = await world.peerBeside(running, [owner]);
    expect(given.upToDate, given.lines.join('\n')).toBe(true);
    expect(await running.changeCalls()).toBe(0);
    expect(await running.records()).toEqual(records);
  });

  it('that Firstlight wrote are left as they are by external-dns, and are its own', async ({ expect }) => {
    await using world = await createWorld();
    const flags = [owner, '--exclude-record-types=AAAA'];
    world.directory.write('all.yaml', routedText(unchecked));
    const running = await world.firstlight(installation, []);
    expect(running.others).toEqual({});
    expect(running.ready.toSorted()).toEqual(hostsOf(unchecked).toSorted());
    const calls = await running.changeCalls();
    const seen = await world.peerBeside(running, flags);
    expect(seen.upToDate, seen.lines.join('\n')).toBe(true);
    expect(await running.changeCalls()).toBe(calls);
    const records = await running.records();
    world.directory.delete('all.yaml');
    expect((await world.peerAlone(flags, records)).records).toEqual([]);
  });

  it('with a multivalue answer that is written `true` are written anew by external-dns in every cycle', async ({
    expect,
  }) => {
    await using world = await createWorld();
    const one = { target: '192.0.2.1', 'aws-multi-value-answer': 'true' };
    world.directory.write('all.yaml', routedText({ 'several.example.com': { one } }));
    const { records } = await world.peerAlone([owner]);
    expect((await world.peerAlone([owner], records)).changeCalls).toBe(1);
    const running = await world.firstlight(installation, records);
    expect(running.ready).toEqual(['several.example.com']);
    expect(await running.changeCalls()).toBe(0);
  });
});
