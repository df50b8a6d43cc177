import { expect, it } from 'vitest';
import { planRange } from '../../../../functions/claims/plan/inbox-plan.ts';
import type { ProjectedObject } from '../../../../shared/domain/objects.ts';
import { ingress } from '../samples.ts';
import { input, row } from './one-range.ts';

const before = ingress('b/1', ['a.example.com'], { generation: 1 });
const manifest = ingress('b/1', ['a.example.com']);

it.each<[string, ProjectedObject | undefined, ProjectedObject | undefined, number | undefined]>([
  ['its spec', before, ingress('b/1', ['b.example.com'], { generation: 2 }), 7],
  ['its annotations', before, { ...before, annotations: { 'firstlight.dev/ttl': '60' } }, 7],
  ['its status', before, { ...before, addresses: [{ ip: '192.0.2.1' }] }, 5],
  ['nothing', before, before, 5],
  ['what counts no changes', manifest, ingress('b/1', ['b.example.com']), 7],
  ['it came', undefined, before, undefined],
  ['it went', before, undefined, undefined],
  ['it came again', undefined, before, undefined],
])('what is known of when an object changed: %s', (_, known, object, changedMs) => {
  const { object: _was, ...rest } = row({ changedMs: 5 });
  const stored = known === undefined ? { ...rest, gone: true } : { ...rest, object: known };
  const { rows } = planRange(input({ stored: [stored], objects: object === undefined ? [] : [object] }));
  expect(rows.map((one) => one.changedMs)).toEqual([changedMs]);
});
