import { describe, expect, it } from 'vitest';
import type { ObservedRecordSet } from '#shared/domain/record.ts';
import type { Target } from '#shared/domain/site.ts';
import type { PlannedSite } from '../../../../functions/dns/plan/name-state.ts';
import { planName } from '../../../../functions/dns/plan/plan.ts';
import { indexOf } from '../zone-model.ts';
import { a, name, settings, site, txt } from './sites.ts';

const alias = { dnsName: 'lb.example.net', hostedZoneId: 'Z215JYRZR1TBD5', evaluateTargetHealth: true };

/** The plan as one line: what it does, or why it does nothing. */
function planned(zone: readonly ObservedRecordSet[], ...sites: readonly PlannedSite[]): string {
  const { group, verdicts } = planName({ name, sites, owned: [], observed: indexOf(zone) }, settings);
  const changes = group?.changes.map(
    ({ action, record }) => `${action[0]} ${record.type} ${record.name.replace(name, '@')}`,
  );
  return changes?.join(', ') ?? verdicts.map(({ result, reason }) => reason ?? result).join(', ');
}

describe('planName', () => {
  it.each<readonly [string, readonly ObservedRecordSet[], PlannedSite, string]>([
    ['a new name', [], site(), 'C A @, C TXT a-@'],
    [
      'a dual-stack alias',
      [],
      site({ target: { kind: 'alias', alias, dualStack: true } }),
      'C A @, C AAAA @, C TXT a-@, C TXT aaaa-@',
    ],
    ['what stands already', [a(), txt(`a-${name}`)], site(), 'equal'],
    ['another value', [a('192.0.2.9'), txt(`a-${name}`)], site(), 'D A @, D TXT a-@, C A @, C TXT a-@'],
    ['the name without a type is kept', [a('192.0.2.9'), txt(name)], site(), 'D A @, D TXT @, C A @, C TXT @'],
    ['an adopted mark is kept', [a(), txt(`a-${name}`, 'old')], site(), 'equal'],
    [
      'another resource is written anew',
      [a(), txt(`a-${name}`, 'old', 'ingress/x/y')],
      site(),
      'D A @, D TXT a-@, C A @, C TXT a-@',
    ],
    [
      'a change of type',
      [a(), txt(`a-${name}`)],
      site({ target: { kind: 'name', name: 'lb.example.net' } }),
      'D A @, D TXT a-@, C CNAME @, C TXT cname-@',
    ],
    ['a record without a mark', [a()], site(), 'NameTaken'],
    ['a mark that is gone', [a()], site({}, { applied: true }), 'OwnershipLost'],
    ['a foreign mark', [a(), txt(`a-${name}`, 'them')], site(), 'NameTaken'],
    ['a mark that became foreign', [a(), txt(`a-${name}`, 'them')], site({}, { applied: true }), 'OwnershipLost'],
    ['both gone', [], site({}, { applied: true }), 'C A @, C TXT a-@'],
    ['only the record gone', [txt(`a-${name}`)], site(), 'D TXT a-@, C A @, C TXT a-@'],
    ['a foreign mark alone', [txt(`a-${name}`, 'them')], site(), 'NameTaken'],
    ['other text under the mark’s name', [{ ...txt(`a-${name}`), values: ['"hello"'] }], site(), 'NameTaken'],
    ['a routed record', [{ ...a(), setIdentifier: 'one', routed: true }], site(), 'PolicyConflict'],
    [
      'a CNAME beside other types',
      [{ ...a(), type: 'MX', values: ['10 m.'] }],
      site({ target: { kind: 'name', name: 'x.net' } }),
      'NameTaken',
    ],
    ['an A beside an MX', [{ ...a(), type: 'MX', values: ['10 m.'] }], site(), 'C A @, C TXT a-@'],
    ['a dying site', [a(), txt(`a-${name}`)], site({}, { role: 'leaving', applied: true }), 'D A @, D TXT a-@'],
    ['a dying site with nothing', [], site({}, { role: 'leaving' }), 'gone'],
    ['an orphan', [a(), txt(`a-${name}`, 'demo', 'ingress/x/y')], site({}, { role: 'leaving' }), 'gone'],
    ['a site on its way elsewhere', [a(), txt(`a-${name}`)], site({}, { role: 'moving', applied: true }), 'moving'],
    ['what ends before it was made', [], site({}, { ending: true }), 'Releasing'],
    ['what ends and stands all the same', [a(), txt(`a-${name}`)], site({}, { ending: true }), 'equal'],
    [
      'what ends and stands otherwise',
      [a('192.0.2.9'), txt(`a-${name}`)],
      site({}, { ending: true }),
      'D A @, D TXT a-@, C A @, C TXT a-@',
    ],
    ['observe', [], site({}, { policy: 'observe' }), 'Observing'],
    ['create-only', [a('192.0.2.9'), txt(`a-${name}`)], site({}, { policy: 'create-only' }), 'PolicyForbids'],
    [
      'upsert-only',
      [a('192.0.2.9'), txt(`a-${name}`)],
      site({}, { policy: 'upsert-only' }),
      'D A @, D TXT a-@, C A @, C TXT a-@',
    ],
    [
      'upsert-only and a dying site',
      [a(), txt(`a-${name}`)],
      site({}, { policy: 'upsert-only', role: 'leaving' }),
      'PolicyForbids',
    ],
  ])('%s', (_case, zone, one, expected) => {
    expect(planned(zone, one)).toBe(expected);
  });

  it('an AAAA with the target of the A follows it', () => {
    const zone = [{ name, type: 'A', alias }, { name, type: 'AAAA', alias }, txt(`cname-${name}`), txt(`aaaa-${name}`)];
    const same: Target = { kind: 'alias', alias, dualStack: false };
    expect(planned(zone, site({ target: same }))).toBe('equal');
    const other: Target = { kind: 'alias', alias: { ...alias, dnsName: 'lb2.example.net' }, dualStack: false };
    expect(planned(zone, site({ target: other }))).toBe(
      'D A @, D AAAA @, D TXT aaaa-@, D TXT cname-@, C A @, C AAAA @, C TXT aaaa-@, C TXT cname-@',
    );
    expect(planned(zone, site({}, { role: 'leaving', applied: true }))).toBe(
      'D A @, D AAAA @, D TXT aaaa-@, D TXT cname-@',
    );
  });

  it.each([
    ['a record', [a()], {}, 'NameTaken'],
    ['a record that was ours', [a()], { applied: true }, 'OwnershipLost'],
    ['no record', [], {}, 'NameTaken'],
  ] as const)(
    'an encrypted ownership TXT with %s is reported as such and left alone',
    (_case, records, more, reason) => {
      // From external-dns's own tests (endpoint/labels_test.go).
      const value =
        '"yi6vVATlgYN0enXBIupVK2atNUKtajofWMroWtvZjUanFZXlWvqjJPpjmMd91kv86bZj+syQEP0uR3TK6eFVV7oKFh/NxYyh238FjZ+25zlXW9TgbLoMalUNOkhKFdfXkLeeaqJjePB59t+kQBYX+ZEryK652asPs6M+xTIvtg07N7WWZ6SjJujm0RRISg=="';
      const zone = [...records, { ...txt(`a-${name}`), values: [value] }];
      const plan = planName({ name, sites: [site({}, more)], owned: [], observed: indexOf(zone) }, settings);
      expect(plan.group).toBeUndefined();
      expect(plan.verdicts[0]?.reason).toBe(reason);
      expect(plan.verdicts[0]?.message).toContain('--txt-encrypt-enabled');
    },
  );

  it('says in words what it would do', () => {
    const { verdicts } = planName({ name, sites: [site({}, { policy: 'observe' })], owned: [] }, settings);
    expect(verdicts[0]?.message).toBe(`would create A ${name} → 192.0.2.1, TXT a-${name}`);
  });
});
