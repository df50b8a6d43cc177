import { describe, expect, it } from 'vitest';
import type { ObservedRecordSet, RecordSet } from '#shared/domain/record.ts';
import { changesOf } from '../../../../functions/dns/plan/changes.ts';
import { contentsOf } from '../../../../functions/dns/plan/contents.ts';
import { type Draft, draftDeletion, draftRecords } from '../../../../functions/dns/plan/draft.ts';
import type { SiteHere } from '../../../../functions/dns/plan/own-marks.ts';
import { hashedName } from '../../../../functions/dns/plan/ownership-name.ts';
import { formatOwnership } from '../../../../functions/dns/plan/ownership-text.ts';
import { indexOf } from '../zone-model.ts';
import { a, name, settings, txt } from './sites.ts';

const mark = `a-${name}`;
const site: SiteHere = { key: { setIdentifier: '' }, wish: { ownerId: 'demo', resource: 'ingress/shop/shop' } };
const wanted: RecordSet = { name, type: 'A', ttl: 300, values: ['192.0.2.1'] };
const lb = { dnsName: 'lb.example.net', hostedZoneId: 'Z1', evaluateTargetHealth: true };
const alias = (type: 'A' | 'AAAA', dnsName = lb.dnsName): RecordSet => ({ name, type, alias: { ...lb, dnsName } });
const cname: RecordSet = { name, type: 'CNAME', ttl: 300, values: ['x.net'] };
const aaaa: ObservedRecordSet = { name, type: 'AAAA', ttl: 300, values: ['2001:db8::1'] };
const shown = (draft: Draft): string =>
  changesOf([draft])
    .map(({ action, record }) => `${action[0]} ${record.type} ${record.name.replace(name, '@')}`)
    .join(', ');
const identifiers = new Set(['']);
const draft = (zone: readonly ObservedRecordSet[], desired: readonly RecordSet[] = [wanted], of: SiteHere = site) =>
  draftRecords(
    { site: of, desired, identifiers, isCname: () => false },
    contentsOf(name, indexOf(zone), settings),
    settings,
  );
const deletion = (...zone: readonly ObservedRecordSet[]) =>
  shown(draftDeletion(site, contentsOf(name, indexOf(zone), settings), settings));
const other = 'ingress/x/y';

describe('making records equal to the desired ones', () => {
  it.each<[string, readonly ObservedRecordSet[], readonly RecordSet[], string]>([
    [
      'a record of this site that is not desired any more goes',
      [aaaa, txt(`aaaa-${name}`)],
      [wanted],
      'D AAAA @, D TXT aaaa-@, C A @, C TXT a-@',
    ],
    ['one of another object of ours stays', [aaaa, txt(`aaaa-${name}`, 'demo', other)], [wanted], 'C A @, C TXT a-@'],
    [
      'one of the object that this site takes over from goes',
      [a(), txt(mark, 'demo', other), aaaa, txt(`aaaa-${name}`, 'demo', other)],
      [wanted],
      'D A @, D AAAA @, D TXT a-@, D TXT aaaa-@, C A @, C TXT a-@',
    ],
    [
      'a CNAME leaves no room for it',
      [aaaa, txt(`aaaa-${name}`, 'demo', other)],
      [cname],
      'D AAAA @, D TXT aaaa-@, C CNAME @, C TXT cname-@',
    ],
    [
      'nor does it leave room for another',
      [{ ...cname }, txt(`cname-${name}`, 'demo', other)],
      [wanted],
      'D CNAME @, D TXT cname-@, C A @, C TXT a-@',
    ],
    ['a mark without a record is replaced', [txt(mark)], [wanted], 'D TXT a-@, C A @, C TXT a-@'],
    ['one that is not in the way stays', [txt(`aaaa-${name}`)], [wanted], 'C A @, C TXT a-@'],
    ['one of somebody else stays', [txt(mark, 'them')], [wanted], 'C A @, C TXT a-@'],
    [
      'one TXT that marks two records goes once',
      [a('192.0.2.9'), { ...cname }, txt(name)],
      [],
      'D A @, D CNAME @, D TXT @',
    ],
  ])('%s', (_name, zone, desired, changes) => {
    expect(shown(draft(zone, desired))).toBe(changes);
  });

  it.each<[string, readonly RecordSet[], readonly RecordSet[], string]>([
    [
      'follows the A',
      [alias('A'), alias('AAAA')],
      [alias('A', 'b.net')],
      'D A @, D AAAA @, D TXT a-@, D TXT aaaa-@, C A @, C AAAA @, C TXT a-@, C TXT aaaa-@',
    ],
    ['follows it in any spelling', [alias('A', 'LB.example.net.'), alias('AAAA')], [alias('A')], ''],
    ['that leads elsewhere goes', [alias('A'), alias('AAAA', 'b.net')], [alias('A')], 'D AAAA @, D TXT aaaa-@'],
    ['is not invented', [alias('A')], [alias('A')], ''],
    [
      'goes with addresses',
      [alias('A'), alias('AAAA')],
      [wanted],
      'D A @, D AAAA @, D TXT a-@, D TXT aaaa-@, C A @, C TXT a-@',
    ],
    [
      'beside addresses goes',
      [wanted, alias('AAAA')],
      [alias('A')],
      'D A @, D AAAA @, D TXT a-@, D TXT aaaa-@, C A @, C TXT a-@',
    ],
    [
      'is desired itself',
      [alias('A'), alias('AAAA')],
      [alias('A'), alias('AAAA', 'b.net')],
      'D AAAA @, D TXT aaaa-@, C AAAA @, C TXT aaaa-@',
    ],
    ['stays alone where only it is desired', [alias('A'), alias('AAAA')], [alias('AAAA')], 'D A @, D TXT a-@'],
  ])('an AAAA alias %s', (_name, standing, desired, changes) => {
    const zone = standing.flatMap((record) => [record, txt(`${record.type.toLowerCase()}-${name}`)]);
    expect(shown(draft(zone, desired))).toBe(changes);
  });

  it('says in each mark whose the record is', () => {
    const hashed = hashedName({ record: { name, type: 'A' }, ...settings });
    const owned = { name, type: 'a' };
    const firstlight = (resource: string): ObservedRecordSet => ({
      name: hashed,
      type: 'TXT',
      ttl: 300,
      values: [formatOwnership({ heritage: 'firstlight', ownerId: 'demo', resource, owned })],
    });
    const marks = (zone: readonly ObservedRecordSet[]) => draft(zone).created.map(({ ownership }) => ownership);
    expect(marks([])).toEqual([txt(mark)]);
    expect(marks([a('192.0.2.9'), firstlight(other)])).toEqual([firstlight('ingress/shop/shop')]);
    expect(marks([a('192.0.2.9'), txt(name, 'demo', other)])).toEqual([txt(name)]);
    expect(marks([a('192.0.2.9'), txt(mark, 'old')])).toEqual([txt(mark, 'old')]);
    const handedOver = { ...site, appliedOwners: ['two'], appliedResources: ['ingress/shop/shop'] };
    expect(draft([a(), txt(mark, 'two')], [wanted], handedOver).created).toMatchObject([
      { ownerId: 'demo', ownership: txt(mark) },
    ]);
    const kept = { ...settings, ownership: { ...settings.ownership, prefix: 'x.' } };
    const contents = {
      owned: [{ record: wanted, ownership: txt(mark, 'demo', other), ownerId: 'demo', resource: other }],
      unmarked: [],
      loose: [],
    };
    const [fresh] = draftRecords(
      { site, desired: [wanted], identifiers, isCname: () => false },
      contents,
      kept,
    ).created;
    expect(fresh?.ownership).toEqual(txt(`x.a-${name}`));
    const [apart] = draftRecords(
      { site, desired: [wanted], identifiers, isCname: () => true },
      { owned: [], unmarked: [], loose: [] },
      settings,
    ).created;
    expect(apart?.ownership).toEqual(firstlight('ingress/shop/shop'));
  });
});

describe('removing what belongs to a site', () => {
  it.each<[string, readonly ObservedRecordSet[], string]>([
    ['its record and mark', [a(), txt(mark)], 'D A @, D TXT a-@'],
    ['not those of another object', [a(), txt(mark, 'demo', other)], ''],
    ['not those of another owner', [a(), txt(mark, 'them')], ''],
    ['its mark that is left', [txt(mark)], 'D TXT a-@'],
    ['not the mark that is left of another object', [txt(mark, 'demo', other)], ''],
    ['not the mark that is left of an adopted owner', [txt(mark, 'old')], ''],
  ])('%s', (_name, zone, changes) => {
    expect(deletion(...zone)).toBe(changes);
  });
});
