import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObservedRecordSet, RecordSet } from '#shared/domain/record.ts';
import { sameRecordSet } from '../../../../functions/dns/plan/record-sets.ts';
import { isFulfilledBy, type PlannedWish, planWishes } from '../../../../functions/dns/plan/record-wishes.ts';
import { applyBatch, indexOf, type ModelZone } from '../zone-model.ts';

const name = '_5d8f.example.com';
const values = ['_a.acm-validations.aws', '_b.acm-validations.aws'] as const;
const record = fc.record({
  name: fc.constant(name),
  type: fc.constant('CNAME' as const),
  ttl: fc.constantFrom(60, 300),
  values: fc.constantFrom(...values).map((value) => [value]),
});
const wish: fc.Arbitrary<PlannedWish> = fc
  .record({
    record,
    applied: fc.option(record, { nil: undefined }),
    stood: fc.boolean(),
    policy: fc.constantFrom('observe', 'create-only', 'upsert-only', 'sync', 'sync'),
    hold: fc.option(fc.constant({ scope: 'all', by: 'oncall' } as const), { nil: undefined, freq: 8 }),
  })
  .map(({ applied, hold, ...known }) => {
    return { id: '', ...known, ...(applied === undefined ? {} : { applied }), ...(hold === undefined ? {} : { hold }) };
  });
const wishes = fc
  .array(wish, { minLength: 1, maxLength: 3 })
  .map((all) => all.map((each, index) => ({ ...each, id: `certificates:a#${index}` })));
const foreign = fc.constantFrom<ObservedRecordSet>(
  { name, type: 'CNAME', ttl: 60, values: [`${values[0].toUpperCase()}.`] },
  { name, type: 'CNAME', ttl: 60, values: ['elsewhere.example.net'] },
  {
    name,
    type: 'CNAME',
    ttl: 300,
    values: [values[0]],
    setIdentifier: 'blue',
    routing: { kind: 'weighted', weight: 1 },
  },
  { name, type: 'TXT', ttl: 60, values: ['"x"'] },
);
const zone: fc.Arbitrary<ModelZone> = fc
  .option(fc.oneof(record, foreign), { nil: undefined })
  .map((set) => [
    ...(set === undefined ? [] : [set]),
    { name: 'shop.example.com', type: 'A', ttl: 60, values: ['192.0.2.1'] },
  ]);
const changesOf = (planned: ReturnType<typeof planWishes>) => planned.find(({ changes }) => changes)?.changes ?? [];

describe('planning the wishes for one name', () => {
  it('is accepted, converges, and then wants nothing', () => {
    fc.assert(
      fc.property(wishes, zone, (all, before) => {
        const planned = planWishes({ name, wishes: all, observed: indexOf(before) });
        const after = applyBatch(before, changesOf(planned));
        const written = changesOf(planned).find(({ action }) => action === 'CREATE')?.record;
        const applied = (each: PlannedWish): PlannedWish =>
          written === undefined ? each : { ...each, applied: written };
        const next = planWishes({ name, wishes: all.map(applied), observed: indexOf(after ?? []) });
        expect(after).toBeDefined();
        expect(changesOf(next)).toEqual([]);
        if (written !== undefined) expect(next.some(({ result }) => result === 'equal')).toBe(true);
      }),
    );
  });

  it('removes only what is exactly what was written before, and touches no other name', () => {
    fc.assert(
      fc.property(wishes, zone, (all, before) => {
        const written: readonly (RecordSet | undefined)[] = all.map(({ applied }) => applied);
        for (const { action, record: set } of changesOf(planWishes({ name, wishes: all, observed: indexOf(before) }))) {
          expect(set.name).toBe(name);
          expect(set.type).toBe('CNAME');
          expect(action).not.toBe('UPSERT');
          if (action === 'DELETE')
            expect(written.some((each) => each !== undefined && sameRecordSet(each, set))).toBe(true);
        }
      }),
    );
  });

  it('writes nothing where the value stands, whoever made it', () => {
    fc.assert(
      fc.property(wishes, zone, (all, before) => {
        const isThere = all.some((each) => before.some((set) => isFulfilledBy(each, set)));
        if (isThere) expect(changesOf(planWishes({ name, wishes: all, observed: indexOf(before) }))).toEqual([]);
      }),
    );
  });

  it('is the same in whatever order the wishes come, and says something of each', () => {
    fc.assert(
      fc.property(wishes, fc.option(zone, { nil: undefined }), (all, before) => {
        const observed = before === undefined ? {} : { observed: indexOf(before) };
        const planned = planWishes({ name, wishes: all, ...observed });
        expect(planWishes({ name, wishes: all.toReversed(), ...observed })).toEqual(planned);
        expect(planned.map(({ wish: { id } }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
        for (const { result, reason, message } of planned) {
          if (result === 'skipped') expect([reason !== undefined, message !== '']).toEqual([true, true]);
        }
      }),
    );
  });

  it('plans no write that a policy or a hold of the wish forbids', () => {
    fc.assert(
      fc.property(wishes, zone, (all, before) => {
        for (const { wish: of, changes = [] } of planWishes({ name, wishes: all, observed: indexOf(before) })) {
          if (of.policy === 'observe' || of.hold !== undefined) expect(changes).toEqual([]);
          if (of.policy === 'create-only') expect(changes.filter(({ action }) => action !== 'CREATE')).toEqual([]);
        }
      }),
    );
  });
});
