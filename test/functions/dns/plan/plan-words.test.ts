import { describe, expect, it } from 'vitest';
import type { ObservedRecordSet } from '#shared/domain/record.ts';
import type { PlannedSite } from '../../../../functions/dns/plan/name-state.ts';
import { planName } from '../../../../functions/dns/plan/plan.ts';
import { indexOf } from '../zone-model.ts';
import { a, name, settings, site, txt } from './sites.ts';

const said = (zone: readonly ObservedRecordSet[], one: PlannedSite) => {
  const { group, verdicts } = planName({ name, sites: [one], owned: [], observed: indexOf(zone) }, settings);
  const [verdict] = verdicts;
  return { words: `${verdict?.result} ${verdict?.reason ?? '-'}: ${verdict?.message}`, verdict, group };
};
const mark = `a-${name}`;

describe('what is said of a site that waits', () => {
  const would = `would create A ${name} → 192.0.2.1, TXT ${mark}`;
  const hold = { scope: 'edge:public', by: 'oncall' } as const;
  it.each<[string, readonly ObservedRecordSet[], PlannedSite, string]>([
    ['stays', [], site({}, { role: 'moving', stays: 'held in the old zone' }), 'skipped Waiting: held in the old zone'],
    ['moves', [], site({}, { role: 'moving' }), 'moving -: stays until its record in the new zone is in sync'],
    ['was left', [a(), txt(mark)], site({}, { role: 'left' }), 'gone -: '],
    ['observed', [], site({}, { policy: 'observe' }), `skipped Observing: ${would}`],
    [
      'observed and as wished',
      [a(), txt(mark)],
      site({}, { policy: 'observe' }),
      'skipped Observing: everything stands as wished, nothing would change',
    ],
    ['observed and gone', [], site({}, { policy: 'observe', role: 'leaving' }), 'gone -: '],
    [
      'forbidden to change',
      [a('192.0.2.9'), txt(mark)],
      site({}, { policy: 'create-only' }),
      `skipped PolicyForbids: policy create-only forbids to change A ${name} → 192.0.2.1, TXT ${mark}; allow it with a less cautious policy`,
    ],
    ['held', [], site({}, { hold }), `skipped Held: held by oncall (edge:public) until resumed: ${would}`],
    [
      'restored, and it stood once',
      [],
      site({}, { unconfirmed: true, applied: true }),
      `skipped Waiting: the table was restored, and what its cluster has is not yet said again, or the configuration not deployed again: ${would}`,
    ],
    [
      'restored, and something would be replaced',
      [a('192.0.2.9'), txt(mark)],
      site({}, { unconfirmed: true }),
      `skipped Waiting: the table was restored, and what its cluster has is not yet said again, or the configuration not deployed again: would change A ${name} → 192.0.2.1, TXT ${mark}`,
    ],
    ['restored, and new', [], site({}, { unconfirmed: true }), `change -: ${would.slice('would '.length)}`],
    [
      'without an address',
      [],
      site({ target: { kind: 'addresses', addresses: [] } }),
      'skipped NoAddress: its edge or target names no address',
    ],
    [
      'to be removed',
      [a(), txt(mark)],
      site({}, { role: 'leaving' }),
      `removal -: delete A ${name} → 192.0.2.1, TXT ${mark}`,
    ],
    ['as wished', [a(), txt(mark)], site(), 'equal -: '],
    [
      'with a set identifier, leaving',
      [],
      site({}, { role: 'leaving', key: { host: name, view: 'public', setIdentifier: 'blue' } }),
      'gone -: ',
    ],
  ])('%s', (_name, zone, one, words) => {
    expect(said(zone, one).words).toBe(words);
  });

  it('keeps what is planned beside the reason', () => {
    for (const over of [{ policy: 'observe' }, { hold }, { unconfirmed: true, applied: true }] as const) {
      const planned = said([], site({}, over)).verdict?.planned;
      expect(planned?.map(({ action, after }) => `${action} ${after?.name}`)).toEqual([
        `create ${name}`,
        `create ${mark}`,
      ]);
    }
  });

  it('gives the group the name, the changes and the words', () => {
    const { group } = said([], site());
    expect(group).toMatchObject({ name, reason: would.slice('would '.length) });
  });

  it('says what stands, and what will once the group is accepted', () => {
    const [old, next] = ['192.0.2.9', '192.0.2.1'];
    const observed = indexOf([a(old), txt(mark)]);
    const plan = planName({ name, sites: [site()], owned: [], observed }, settings);
    expect(plan.standing.map(({ record }) => record.values)).toEqual([[old]]);
    expect(plan.after.map(({ record }) => record.values)).toEqual([[next]]);
    const kept = planName({ name, sites: [site({}, { hold })], owned: [], observed }, settings);
    expect(kept.after).toEqual(kept.standing);
    expect(planName({ name, sites: [], owned: [], observed }, settings)).toMatchObject({ verdicts: [] });
  });
});
