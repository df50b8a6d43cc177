import { describe, expect, it } from 'vitest';
import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import { describeChanges, describeEach } from '../../../../functions/dns/plan/describe.ts';
import { plannedChanges } from '../../../../functions/dns/plan/planned.ts';

const name = 'shop.example.com';
const a = (...values: readonly string[]): RecordSet => ({ name, type: 'A', ttl: 300, values });
const lb = { dnsName: 'lb.example.net', hostedZoneId: 'Z215JYRZR1TBD5', evaluateTargetHealth: true };
const alias: RecordSet = { name, type: 'A', alias: lb };
const txt: RecordSet = { name: `a-${name}`, type: 'TXT', ttl: 300, values: ['"x"'] };
const create = (record: RecordSet): RecordChange => ({ action: 'CREATE', record });
const remove = (record: RecordSet): RecordChange => ({ action: 'DELETE', record });

describe('changes in one line', () => {
  it.each<[string, readonly RecordChange[], string]>([
    ['nothing', [], ''],
    ['a new name', [create(alias), create(txt)], `create A ${name} → lb.example.net, TXT a-${name}`],
    ['a name that goes', [remove(a('192.0.2.1')), remove(txt)], `delete A ${name} → 192.0.2.1, TXT a-${name}`],
    ['another value', [remove(a('192.0.2.1')), create(a('192.0.2.2'))], `change A ${name} → 192.0.2.2`],
    [
      'another type',
      [remove(a('192.0.2.1')), remove(txt), create({ name, type: 'CNAME', values: ['x.net'] }), create(txt)],
      `delete A ${name} → 192.0.2.1; change TXT a-${name}; create CNAME ${name} → x.net`,
    ],
    [
      'the same type at another name',
      [remove(a('192.0.2.1')), create({ ...a('192.0.2.1'), name: 'b.example.com' })],
      `delete A ${name} → 192.0.2.1; create A b.example.com → 192.0.2.1`,
    ],
    ['as many values as are shown', [create(a('1', '2', '3', '4'))], `create A ${name} → 1 2 3 4`],
    ['more values', [create(a('1', '2', '3', '4', '5', '6'))], `create A ${name} → 1 2 3 4 and 2 more`],
    ['no values', [create({ name, type: 'A' })], `create A ${name} → `],
  ])('%s', (_name, changes, text) => {
    expect(describeChanges(changes)).toBe(text);
  });
});

describe('changes one by one', () => {
  it('says what was and what is to be, and leaves out the marks', () => {
    const next = { name, type: 'CNAME', values: ['x.net'] } as const;
    expect(describeEach([remove(a('1', '2')), remove(txt), create(alias), create(next), create(txt)])).toEqual([
      { action: 'change', before: 'A 1 2 ttl 300', after: 'A alias → lb.example.net' },
      { action: 'create', after: 'CNAME x.net' },
    ]);
    expect(describeEach([remove(a('1'))])).toEqual([{ action: 'delete', before: 'A 1 ttl 300' }]);
  });

  it('shows the marks where nothing else changes', () => {
    const other = { ...txt, values: ['"y"', '"z"'] };
    expect(describeEach([remove(txt), create(other)])).toEqual([
      { action: 'change', before: `TXT a-${name} "x"`, after: `TXT a-${name} "y" "z"` },
    ]);
    expect(describeEach([remove(txt)])).toEqual([{ action: 'delete', before: `TXT a-${name} "x"` }]);
    expect(describeEach([create({ name, type: 'A' })])).toEqual([{ action: 'create', after: 'A ' }]);
  });
});

describe('what the changes of a batch come to', () => {
  it('is one change for each record set that differs, in the order of the changes', () => {
    const routed = { ...a('1'), setIdentifier: 'blue' };
    expect(plannedChanges([remove(a('1')), remove(txt), create(txt), create(a('2')), create(routed)])).toEqual([
      { action: 'change', before: a('1'), after: a('2') },
      { action: 'create', after: routed },
    ]);
    expect(plannedChanges([{ action: 'UPSERT', record: a('1') }])).toEqual([{ action: 'create', after: a('1') }]);
    expect(plannedChanges([remove(txt), remove(a('1'))])).toEqual([
      { action: 'delete', before: txt },
      { action: 'delete', before: a('1') },
    ]);
  });
});
