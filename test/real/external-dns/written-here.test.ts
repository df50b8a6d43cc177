import { describe, it } from 'vitest';
import type { Ownership } from '#shared/domain/configuration.ts';
import type { Installation } from './firstlight.ts';
import { everyForm, everyHost, ingressText } from './objects.ts';
import { createWorld } from './world.ts';

const ownerId = 'demo';
const owner = `--txt-owner-id=${ownerId}`;
const withoutAaaa = '--exclude-record-types=AAAA';
const longHost = `${'l'.repeat(60)}.example.com`;
const manifests = {
  'all.yaml': Object.values(everyForm).join(''),
  'apex.yaml': ingressText('website/home', { hosts: ['example.com'] }),
  'long.yaml': ingressText('shop/long', { hosts: [longHost] }),
};

const written = (ownership: Partial<Ownership> = {}, more: Partial<Installation> = {}): Installation => ({
  ownerId,
  ownership: { format: 'external-dns-0.21', ...ownership },
  ...more,
});

interface Case {
  readonly title: string;
  readonly installation: Installation;
  readonly flags: readonly string[];
  /** Record sets that external-dns does not take for its own, so that they stay when it is told to remove all. */
  readonly notIts: readonly string[];
  /** Those of them that `firstlight release-ownership` names; not what a flag leaves out. */
  readonly left?: readonly string[];
}

/** Its names do not fit there, so the mark has a name that only we read. */
const hashed = ['example.com A', `${longHost} A`];
const excluded = ['six.example.com AAAA'];

const cases: readonly Case[] = [
  {
    title: 'ownership as it comes',
    installation: written(),
    flags: [withoutAaaa],
    notIts: [...hashed, ...excluded],
  },
  {
    title: 'to load balancers with two address families, so that there are AAAA as it makes them',
    installation: written({}, { dualStack: true }),
    flags: [],
    notIts: [...hashed, 'example.com AAAA', `${longHost} AAAA`],
  },
  {
    title: 'ownership with a prefix',
    installation: written({ prefix: 'edns-' }),
    flags: [withoutAaaa, '--txt-prefix=edns-'],
    notIts: [...hashed, ...excluded],
  },
  {
    title: 'ownership with a suffix',
    installation: written({ suffix: '-edns' }),
    flags: [withoutAaaa, '--txt-suffix=-edns'],
    notIts: [...hashed, ...excluded],
  },
  {
    title: 'ownership with the type in a label of its own, which has a place for every name',
    installation: written({ prefix: '%{record_type}.' }),
    flags: [withoutAaaa, '--txt-prefix=%{record_type}.'],
    notIts: excluded,
  },
  {
    title: 'ownership with a word for the wildcard',
    installation: written({ wildcardReplacement: 'any' }),
    flags: [withoutAaaa, '--txt-wildcard-replacement=any'],
    notIts: [...hashed, ...excluded],
  },
  {
    title: 'in the form of 0.22, where 0.21 knows no alias again',
    installation: written({ format: 'external-dns-0.22' }),
    flags: [withoutAaaa],
    left: ['example.com A'],
    notIts: [
      ...hashed,
      ...excluded,
      ...['app', 'b', 'deep.er', '*.w', 'tls', 'annotated'].map((name) => `${name}.example.com A`),
    ],
  },
];

describe.concurrent('a zone that Firstlight wrote', { timeout: 120_000 }, () => {
  it.for(cases)('is left as it is by external-dns: $title', async (each, { expect }) => {
    const { installation, flags, notIts, left = notIts.filter((name) => !excluded.includes(name)) } = each;
    await using world = await createWorld();
    for (const [name, text] of Object.entries(manifests)) world.directory.write(name, text);
    const running = await world.firstlight(installation, []);
    expect(running.others).toEqual({});
    expect(running.ready).toHaveLength(everyHost.length + 2);
    const calls = await running.changeCalls();
    const seen = await world.peerBeside(running, [owner, ...flags]);
    expect(seen.upToDate, seen.lines.join('\n')).toBe(true);
    expect(await running.changeCalls()).toBe(calls);

    const told = (await running.giveBack()).map((text) => text.replace(/^(\w+) ([^,]+),.*/, '$2 $1'));
    expect(told.toSorted()).toEqual(left.toSorted());
    const records = await running.records();
    for (const name of Object.keys(manifests)) world.directory.delete(name);
    const { records: stays } = await world.peerAlone([owner, ...flags], records);
    expect(namesOf(stays)).toEqual(notIts.toSorted());
  });

  it('gets AAAA records beside its aliases where external-dns is not told to leave them out', async ({ expect }) => {
    await using world = await createWorld();
    for (const [name, text] of Object.entries(manifests)) world.directory.write(name, text);
    const running = await world.firstlight(written(), []);
    const before = await running.records();
    await world.peerBeside(running, [owner]);
    const added = namesOf(await running.records()).filter((name) => !namesOf(before).includes(name));
    const aliases = before.filter(({ Type, AliasTarget }) => Type === 'A' && AliasTarget !== undefined);
    const its = namesOf(aliases).filter((name) => !hashed.includes(name));
    expect(added).toEqual(its.map((name) => name.replace(/ A$/, ' AAAA')));
  });
});

/** `host type` of what is no ownership. */
function namesOf(records: readonly { readonly Name: string; readonly Type: string }[]): readonly string[] {
  const plain = records.filter(({ Type }) => Type !== 'TXT');
  return plain.map(({ Name, Type }) => `${Name.replace('\\052', '*').replace(/\.$/, '')} ${Type}`).sort();
}
