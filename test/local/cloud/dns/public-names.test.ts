import { expect, it } from 'vitest';
import { publicNames } from '#local/cloud/dns/public-names.ts';
import { nameServersOf } from '#local/cloud/route53/zone.ts';
import { bodyOf, change, create, openModel, post, record } from '../route53/ask.ts';

const zones = [
  { id: 'Z1', name: 'example.com', private: false },
  { id: 'Z2', name: 'example.com', private: true },
  { id: 'Z4', name: 'sub.example.com', private: false },
];
const open = () => {
  const model = openModel({ zones });
  return { model, names: publicNames((nowMs) => model.answeredZones(nowMs)) };
};

it('shows what public zones answer, once it is everywhere', () => {
  const { model, names } = open();
  change(model, create(record('_a', 'CNAME', '_b.acm-validations.aws.')));
  expect(names.resolve('_a.example.com.', 'CNAME', 0)).toEqual([]);
  expect(names.resolve('_A.example.com', 'CNAME', 2000)).toEqual(['_b.acm-validations.aws.']);
});

it('shows nothing of private zones', () => {
  const { model, names } = open();
  post(model, bodyOf([create(record('_a', 'CNAME', 'b.'))]), 0, 'Z2');
  expect(names.resolve('_a.example.com', 'CNAME', 2000)).toEqual([]);
});

it('finds a zone beneath another one only where that one leads to it', () => {
  const { model, names } = open();
  post(model, bodyOf([create(record('_a.sub', 'CNAME', 'b.'))]), 0, 'Z4');
  expect(names.resolve('_a.sub.example.com', 'CNAME', 2000)).toEqual([]);
  change(model, create(record('sub', 'NS', ...nameServersOf({ id: 'Z4' }))));
  expect(names.resolve('_a.sub.example.com', 'CNAME', 5000)).toEqual(['b.']);
});

it('follows CNAMEs to CAA, from zone to zone, and not for ever', () => {
  const { model, names } = open();
  change(
    model,
    create(record('sub', 'NS', ...nameServersOf({ id: 'Z4' }))),
    create(record('a', 'CNAME', 'b.sub.example.com')),
  );
  change(model, create(record('loop', 'CNAME', 'loop.example.com')));
  post(model, bodyOf([create(record('b.sub', 'CAA', '0 issue "amazon.com"'))]), 0, 'Z4');
  expect(names.resolve('a.example.com', 'CAA', 2000)).toEqual(['0 issue "amazon.com"']);
  expect(names.resolve('loop.example.com', 'CAA', 2000)).toEqual([]);
});
