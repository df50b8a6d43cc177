import { expect, it } from 'vitest';
import { answerQuestion } from '#local/cloud/dns/answer.ts';
import { asResolverSees } from '#local/cloud/dns/resolver.ts';
import { change, create, openModel, record } from '../route53/ask.ts';

it('names the servers that a zone hands a part of itself to, and knows nothing of what they have', () => {
  const model = openModel({ zones: [{ id: 'Z1', name: 'example.com', private: false }] });
  change(model, create(record('handed', 'NS', 'ns1.elsewhere.example.net.')));
  const ask = (name: string, type: string) => {
    const zones = asResolverSees(model.answeredZones(5_000));
    const { code, answers } = answerQuestion({ view: 'public', zones, resolveAlias: () => undefined }, name, type);
    return [code, ...answers.map(({ value }) => value)];
  };
  expect(ask('handed.example.com', 'NS')).toEqual(['NOERROR', 'ns1.elsewhere.example.net.']);
  expect(ask('app.handed.example.com', 'NS')).toEqual(['NXDOMAIN']);
  expect(ask('app.handed.example.com', 'A')).toEqual(['NXDOMAIN']);
  expect(ask('other.example.com', 'NS')).toEqual(['NXDOMAIN']);
});
