import { describe, expect, it } from 'vitest';
import type { ObservedRecordSet } from '#shared/domain/record.ts';
import type { SiteWish } from '#shared/domain/site.ts';
import type { PlannedSite } from '../../../../functions/dns/plan/name-state.ts';
import { planName } from '../../../../functions/dns/plan/plan.ts';
import { indexOf } from '../zone-model.ts';
import { a, name, settings, site, txt } from './sites.ts';

const ours = new Set(['demo', 'old', 'two']);
const said = (zone: readonly ObservedRecordSet[], one: PlannedSite) => {
  const { group, verdicts } = planName(
    { name, sites: [one], owned: [], observed: indexOf(zone) },
    { ...settings, ours },
  );
  const [verdict] = verdicts;
  return { words: `${verdict?.result} ${verdict?.reason ?? '-'}: ${verdict?.message}`, group };
};
const mark = `a-${name}`;
const routed = (what: string) =>
  `skipped PolicyConflict: ${what} stands at the name, which only record sets of one owner and one policy may share; remove it`;
const cname: Partial<SiteWish> = { target: { kind: 'name', name: 'x.net' } };

describe('what is said of a site whose name is not free', () => {
  it.each<[string, readonly ObservedRecordSet[], PlannedSite, string]>([
    ['taken', [a()], site(), `skipped NameTaken: A ${name} exists and is not ours; remove it, or choose another name`],
    [
      'its mark is gone',
      [a()],
      site({}, { applied: true }),
      `skipped OwnershipLost: A ${name} stands without our ownership TXT record, so it is left alone; restore the TXT record`,
    ],
    [
      'something that no site has',
      [{ name, type: 'MX', values: ['10 m.'] }],
      site(cname, { applied: true }),
      `skipped NameTaken: MX ${name} exists and is not ours; remove it, or choose another name`,
    ],
    [
      'a CNAME where addresses are to be',
      [{ name, type: 'CNAME', values: ['x.net'] }],
      site(),
      `skipped NameTaken: CNAME ${name} exists and is not ours; remove it, or choose another name`,
    ],
    [
      'of an owner nobody knows',
      [a(), txt(mark, 'them')],
      site(),
      `skipped NameTaken: A ${name} belongs to owner "them"; add it to the zone's adopt list to take it over`,
    ],
    [
      'of another cluster',
      [a(), txt(mark, 'two', 'ingress/x/y')],
      site(),
      `skipped NameTaken: A ${name} belongs to owner "two", which is another cluster, for ingress/x/y; if that is gone for good, remove the record and its TXT`,
    ],
    [
      'its mark became another’s',
      [a(), txt(mark, 'them')],
      site({}, { applied: true }),
      `skipped OwnershipLost: A ${name} now carries the ownership of "them", so it is left alone; restore its TXT record`,
    ],
    ['routed by a set identifier', [{ ...a(), setIdentifier: 'blue' }], site(), routed(`A ${name} (blue)`)],
    ['routed otherwise', [{ ...a(), routed: true }], site(), routed(`A ${name}`)],
    [
      'routed and marked',
      [
        { ...a(), setIdentifier: 'blue' },
        { ...txt(mark, 'them'), setIdentifier: 'blue' },
      ],
      site(),
      routed(`A ${name} (blue), of owner "them" for ingress/shop/shop,`),
    ],
    [
      'another’s mark without a record',
      [txt(mark, 'them')],
      site(),
      `skipped NameTaken: TXT ${mark} says that ${name} belongs to owner "them"; remove it`,
    ],
    [
      'a text where the mark belongs',
      [{ ...txt(mark), values: ['"hello"'] }],
      site(),
      `skipped NameTaken: TXT ${mark} stands where the ownership of ${name} belongs; remove it`,
    ],
    ['a routed text there', [{ ...txt(mark), values: ['"x"'], setIdentifier: 'b' }], site(), routed(`TXT ${mark} (b)`)],
  ])('%s', (_name, zone, one, words) => {
    expect(said(zone, one).words).toBe(words);
    expect(said(zone, one).group).toBeUndefined();
  });

  it.each<[string, readonly ObservedRecordSet[]]>([
    ['another type', [{ name, type: 'AAAA', ttl: 300, values: ['2001:db8::1'] }]],
    ['another’s record of another type', [{ name, type: 'AAAA', values: ['::1'] }, txt(`aaaa-${name}`, 'them')]],
    ['an MX where the mark belongs', [{ name: mark, type: 'MX', values: ['10 m.'] }]],
  ])('is not hindered by %s', (_name, zone) => {
    expect(said(zone, site()).words).toBe(`change -: create A ${name} → 192.0.2.1, TXT ${mark}`);
  });

  it('sets its mark at a hashed name beside a CNAME', () => {
    const { group } = said([{ name: mark, type: 'CNAME', values: ['x.net'] }], site());
    expect(group?.changes.map(({ record }) => record.name)).toEqual([name, expect.stringMatching(/^_fl-/)]);
  });
});
