import { describe, it } from 'vitest';
import { eventually } from '../../support/sandbox-directory.ts';
import type { Installation } from './firstlight.ts';
import { everyEndpoint, everyForm, everyHost, ingressText } from './objects.ts';
import { createWorld } from './world.ts';

const ownerId = 'old-cluster';
const owner = `--txt-owner-id=${ownerId}`;

const typeLabel = '--txt-prefix=%{record_type}.';

/** Each way to write ownership, once in the words of external-dns and once in ours. */
const variants: readonly (readonly [string, readonly string[], Installation])[] = [
  ['as it comes', [], { ownerId }],
  ['with a prefix', ['--txt-prefix=edns-'], { ownerId, ownership: { prefix: 'edns-' } }],
  ['with a suffix', ['--txt-suffix=-edns'], { ownerId, ownership: { suffix: '-edns' } }],
  [
    'with the type in a label of its own, which has a place for the apex too',
    [typeLabel],
    { ownerId, ownership: { prefix: '%{record_type}.' } },
  ],
  [
    'with a word for the wildcard',
    ['--txt-wildcard-replacement=any'],
    { ownerId, ownership: { wildcardReplacement: 'any' } },
  ],
  ['written anew in the older form', [], { ownerId, ownership: { format: 'external-dns-0.21' } }],
  ['by an owner id that is adopted', [], { ownerId: 'new-cluster', adopt: [ownerId] }],
];

describe.concurrent('a zone that external-dns wrote', { timeout: 120_000 }, () => {
  it.for(variants)('is taken over and given back without a change, ownership %s', async (variant, { expect }) => {
    const [, flags, installation] = variant;
    await using world = await createWorld();
    const apex = flags.includes(typeLabel) ? ingressText('website/home', { hosts: ['example.com'] }) : '';
    world.directory.write('all.yaml', [...Object.values({ ...everyForm, ...everyEndpoint }), apex].join(''));
    const written = await world.peerAlone([owner, ...flags]);
    const running = await world.firstlight(installation, written.records);
    expect(running.others).toEqual({});
    expect(running.ready.toSorted()).toEqual(
      [...everyHost, ...Object.keys(everyEndpoint), ...(apex === '' ? [] : ['example.com'])].toSorted(),
    );
    expect(await running.giveBack()).toEqual([]);
    const given = await world.peerBeside(running, [owner, ...flags]);
    expect(given.upToDate, given.lines.join('\n')).toBe(true);
    expect(await running.changeCalls()).toBe(0);
    expect(await running.records()).toEqual(written.records);
  });

  it('of 2,000 records is taken over and given back without a change', async ({ expect }) => {
    await using world = await createWorld();
    const hosts = Array.from({ length: 500 }, (__, index) => `app-${index}.example.com`);
    world.directory.write(
      'all.yaml',
      hosts.map((host, index) => ingressText(`shop/app-${index}`, { hosts: [host] })).join(''),
    );
    const written = await world.peerAlone([owner]);
    expect(written.records).toHaveLength(2_000);
    const running = await world.firstlight({ ownerId }, written.records);
    expect(running.others).toEqual({});
    expect(running.ready).toHaveLength(500);
    expect(await running.giveBack()).toEqual([]);
    const given = await world.peerBeside(running, [owner]);
    expect(given.upToDate, given.lines.join('\n')).toBe(true);
    expect(await running.changeCalls()).toBe(0);
  });

  it('loses what it has for an Ingress when that goes, to the last TXT record, and nothing else', async ({
    expect,
  }) => {
    await using world = await createWorld();
    const [gone, kept] = [everyForm['app.example.com'] ?? '', everyForm['b.example.com, deep.er.example.com'] ?? ''];
    world.directory.write('gone.yaml', gone);
    world.directory.write('kept.yaml', kept);
    const { records } = await world.peerAlone([owner]);
    world.directory.delete('gone.yaml');
    const expected = await world.peerAlone([owner]);
    world.directory.write('gone.yaml', gone);
    const running = await world.firstlight({ ownerId, settleReleases: true }, records);
    world.directory.delete('gone.yaml');
    const left = await eventually(running.records, (found) => found.length === expected.records.length, 20_000);
    expect(left).toEqual(expected.records);
  });

  it('has its records in the view of the edge; those in a private zone of the same name stay, unclaimed', async ({
    expect,
  }) => {
    await using world = await createWorld();
    world.directory.write('all.yaml', everyForm['app.example.com'] ?? '');
    const { records, privateRecords } = await world.peerAlone([owner, '--aws-zone-type=']);
    expect(privateRecords).toEqual(records);
    const running = await world.firstlight({ ownerId, privateRecords }, records);
    expect(running.ready).toEqual(['app.example.com']);
    expect(running.unclaimed).toEqual(['app.example.com']);
    const given = await world.peerBeside(running, [owner, '--aws-zone-type=']);
    expect(given.upToDate, given.lines.join('\n')).toBe(true);
    expect(await running.changeCalls()).toBe(0);
  });
});
