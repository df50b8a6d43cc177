import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZoneContents } from '#local/cloud/route53/contents.ts';
import { listPage } from '#local/cloud/route53/listing.ts';
import { isNameFault, parseName, showName, sortKey } from '#local/cloud/route53/names.ts';
import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import type { Route53 } from '#local/cloud/route53/route53.ts';
import {
  a,
  bodyOf,
  change,
  create,
  openModel,
  outcomeOf,
  post,
  type Requested,
  record,
  remove,
  upsert,
} from './ask.ts';

const name = fc.constantFrom('a', 'b', 'a.b', '*', '*.b', 'A');
const set: fc.Arbitrary<ResourceRecordSet> = fc.oneof(
  fc.record({ name, value: fc.constantFrom('192.0.2.1', '192.0.2.2', 'bad') }).map((x) => a(x.name, x.value)),
  fc.record({ name, id: fc.constantFrom('i', 'j'), Weight: fc.nat(2) }).map((x) => {
    return { ...a(x.name), SetIdentifier: x.id, Weight: x.Weight };
  }),
  name.map((each) => record(each, 'CNAME', 'c.example.com')),
  name.map((each) => record(each, 'TXT', '"t"')),
);
const requested: fc.Arbitrary<Requested> = fc
  .tuple(fc.constantFrom(create, upsert, remove), set)
  .map(([verb, each]) => verb(each));
const batches = fc.array(fc.array(requested, { minLength: 1, maxLength: 4 }), { maxLength: 6 });

const stateOf = (model: Route53) => JSON.stringify(model.recordSets('Z1'));

describe('laws of the model', () => {
  it('a batch is taken whole or leaves no trace', () => {
    fc.assert(
      fc.property(batches, (all) => {
        const model = openModel();
        for (const batch of all) {
          const before = stateOf(model);
          const outcome = change(model, ...batch);
          if (outcome !== 'ok') expect(stateOf(model)).toBe(before);
        }
      }),
    );
  });

  it('a batch and its inverse restore the zone', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { selector: (each) => each.toLowerCase() }), batches, (names, all) => {
        const model = openModel();
        for (const batch of all) change(model, ...batch);
        const before = stateOf(model);
        const batch = names.map((each) => create(record(each, 'AAAA', '2001:db8::1')));
        if (batch.length === 0 || change(model, ...batch) !== 'ok') return;
        expect(stateOf(model)).not.toBe(before);
        expect(change(model, ...batch.toReversed().map((each) => remove(each.set)))).toBe('ok');
        expect(stateOf(model)).toBe(before);
      }),
    );
  });

  it('everything that is listed can be deleted as it is listed, and created again', () => {
    fc.assert(
      fc.property(batches, (all) => {
        const model = openModel();
        for (const batch of all) change(model, ...batch);
        const own = model.recordSets('Z1').filter((each) => each.Type !== 'NS' && each.Type !== 'SOA');
        if (own.length === 0) return;
        const before = stateOf(model);
        expect(change(model, ...own.map(remove))).toBe('ok');
        expect(change(model, ...own.map(create))).toBe('ok');
        expect(stateOf(model)).toBe(before);
      }),
    );
  });

  it('DNS ends up with what the API shows', () => {
    fc.assert(
      fc.property(batches, (all) => {
        const model = openModel();
        for (const [at, batch] of all.entries()) outcomeOf(post(model, bodyOf(batch), at * 300));
        const answered = model.answeredZones(all.length * 300 + 1000)[0]?.contents;
        expect([...(answered?.from('') ?? [])]).toEqual(model.recordSets('Z1'));
      }),
    );
  });
});

const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code).replace(/[A-Z]/, 'z'));
const label = fc.array(byte, { minLength: 1, maxLength: 12 }).map((bytes) => bytes.join(''));
const labels = fc.array(label, { minLength: 1, maxLength: 6 });

describe('laws of names and lists', () => {
  it('a name survives being shown and read', () => {
    fc.assert(
      fc.property(labels, (given) => {
        expect(parseName(showName(given))).toEqual(given);
      }),
    );
  });

  it('reading never throws, and what it reads is shown and read the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = parseName(text);
        if (!isNameFault(read)) expect(parseName(showName(read))).toEqual(read);
      }),
    );
  });

  it('different names have different places', () => {
    fc.assert(
      fc.property(labels, labels, (one, two) => {
        expect(sortKey(one) === sortKey(two)).toBe(showName(one) === showName(two));
      }),
    );
  });

  it('pages joined are the whole list', () => {
    const one = fc.record({ Name: labels.map(showName), Type: fc.constantFrom('A', 'TXT', 'MX'), id: fc.nat(3) });
    const many = fc.uniqueArray(one, { selector: (each) => JSON.stringify(each), maxLength: 40 });
    fc.assert(
      fc.property(many, fc.integer({ min: 1, max: 7 }), (given, size) => {
        const contents = ZoneContents.of(given.map(({ id, ...each }) => ({ ...each, SetIdentifier: `${id}` })));
        expect(pages(contents, size)).toEqual([...contents.from('')]);
      }),
    );
  });
});

function pages(contents: ZoneContents, size: number): readonly ResourceRecordSet[] {
  const listed: ResourceRecordSet[] = [];
  let query: Record<string, string> = { maxitems: `${size}` };
  for (;;) {
    const page = listPage(contents, query);
    if ('code' in page) throw new Error(page.message);
    listed.push(...page.sets);
    if (page.next === undefined) return listed;
    const { Name, Type, SetIdentifier = '' } = page.next;
    query = { maxitems: `${size}`, name: Name, type: Type, identifier: SetIdentifier };
  }
}
