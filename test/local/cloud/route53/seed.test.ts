import { expect, it } from 'vitest';
import { Route53 } from '#local/cloud/route53/route53.ts';
import { parseSeedFile } from '#local/cloud/route53/seed.ts';
import { a, alias, record } from './ask.ts';

const seeded = (...records: ReturnType<typeof a>[]) =>
  new Route53({ zones: [{ id: 'Z1', name: 'example.com', private: false, records }] });

it('records of a seed file stand in the zone and are answered at once', () => {
  const records = [alias('x', 'y.example.com', 'Z1'), a('y'), record('@', 'NS', 'ns.example.org')];
  const file = parseSeedFile(JSON.stringify({ zone: 'example.com', view: 'public', records }));
  const model = seeded(...file.records);
  const names = model.recordSets('Z1').map((set) => `${set.Type} ${set.Name}`);
  expect(names).toEqual(['NS example.com.', 'SOA example.com.', 'A x.example.com.', 'A y.example.com.']);
  expect([...(model.answeredZones(0)[0]?.contents.from('') ?? [])]).toEqual(model.recordSets('Z1'));
});

it('a record that the real service would refuse is refused with its name', () => {
  expect(() => seeded(a('x', 'nonsense'))).toThrow(
    /seed record x\.example\.com\. A in example\.com\.: .*not a valid IPv4 address/,
  );
});

it.each([
  ['no JSON', '{"zone": "example.com",\n  "view" "public"}', /^is no JSON: mend it at line 2 or just before; write \{/],
  ['an unfinished text', '{"zone": ', /^is no JSON: mend it at /],
  ['another view', { view: 'internal' }, /^view: write one of public, private$/],
  ['no records', { records: undefined }, /^records: write a list, as in \{"zone"/],
  ['an unknown type', { records: [{ Name: 'x', Type: 'B' }] }, /^records\[0\]\.Type: write one of SOA, A, /],
  ['fields of another tool', { records: [{ name: 'x' }] }, /^records\[0\]\.Name: write a text, as in .*"Name","Type"/],
  ['an unknown field', { name: 'x' }, /^unknown field "name" – write \{"zone"/],
])('a file with %s is refused with the place and what to write', (_, given, message) => {
  const whole = { zone: 'example.com', view: 'public', records: [] };
  const text = typeof given === 'string' ? given : JSON.stringify({ ...whole, ...given });
  expect(() => parseSeedFile(text)).toThrow(message);
});
