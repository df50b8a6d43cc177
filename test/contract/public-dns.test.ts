import { afterEach, beforeEach, expect, it } from 'vitest';
import { asResolverSees } from '#local/cloud/dns/resolver.ts';
import { type RunningDns, serveDns } from '#local/cloud/dns/server.ts';
import { Route53 } from '#local/cloud/route53/route53.ts';
import { nameServersOf } from '#local/cloud/route53/zone.ts';
import { PublicResolver } from '../../shared/adapters/public-dns.ts';

const record = (Name: string, Type: 'CAA' | 'CNAME' | 'NS' | 'A', ...values: string[]) => ({
  Name,
  Type,
  TTL: 60,
  ResourceRecords: values.map((Value) => ({ Value })),
});
const model = new Route53({
  zones: [
    {
      id: 'Z1',
      name: 'example.com',
      private: false,
      records: [
        record('example.com', 'CAA', '0 issue "amazon.com"', '0 issuewild ";"'),
        record('www.example.com', 'A', '192.0.2.1'),
        record('alias.example.com', 'CNAME', 'own.example.com'),
        record('own.example.com', 'CAA', '128 issue "letsencrypt.org"'),
        record('_a.example.com', 'CNAME', '_B.acm-validations.aws.'),
        record('to-apex.example.com', 'CNAME', 'example.com'),
        record('*.wild.example.com', 'CNAME', 'example.com'),
        record('sub.example.com', 'NS', ...nameServersOf({ id: 'Z2' })),
      ],
    },
    { id: 'Z2', name: 'sub.example.com', private: false },
    { id: 'Z3', name: 'lost.example.com', private: false, records: [record('a.lost.example.com', 'CNAME', 'b.')] },
    { id: 'Z4', name: 'example.com', private: true, records: [record('in.example.com', 'CNAME', 'b.')] },
  ],
});

let server: RunningDns;
let dns: PublicResolver;
beforeEach(async () => {
  const zones = (nowMs: number) => asResolverSees(model.answeredZones(nowMs));
  server = await serveDns({ zones, view: 'public', port: 0, clock: () => 0 });
  dns = new PublicResolver({ servers: [`127.0.0.1:${server.port}`], timeoutMs: 200 });
});
afterEach(() => server.close());

it.each([
  ['of the name above', 'www.example.com', ['issue amazon.com', 'issuewild ;']],
  ['of a wildcard’s domain', '*.example.com', ['issue amazon.com', 'issuewild ;']],
  ['of a name that is not there', 'a.b.example.com', ['issue amazon.com', 'issuewild ;']],
  ['of where a CNAME leads', 'alias.example.com', ['issue letsencrypt.org']],
  ['of nobody', 'www.example.org', []],
])('CAA %s', async (_, name, expected) => {
  expect((await dns.caa(name)).map(({ tag, value }) => `${tag} ${value}`)).toEqual(expected);
});

it.each([
  ['_a.example.com', '_b.acm-validations.aws'],
  ['www.example.com', undefined],
  ['none.example.com', undefined],
  ['in.example.com', undefined],
  ['a.lost.example.com', undefined],
])('the CNAME of %s is %s', async (name, expected) => {
  expect(await dns.cname(name)).toBe(expected);
});

it('name servers, where a zone is led to', async () => {
  expect(await dns.nameServers('sub.example.com')).toEqual(
    nameServersOf({ id: 'Z2' })
      .map((each) => each.slice(0, -1))
      .toSorted(),
  );
  expect(await dns.nameServers('lost.example.com')).toEqual([]);
});

it.each(['to-apex.example.com', 'a.wild.example.com'])(
  '%s, which only leads to a zone, is not led to',
  async (name) => {
    expect(await dns.nameServers(name)).toEqual([]);
  },
);

it('addresses of a name, and none of what has none', async () => {
  expect(await dns.addresses('www.example.com')).toEqual(['192.0.2.1']);
  expect(await dns.addresses('none.example.com')).toEqual([]);
});

it('nobody answers: that passes', async () => {
  await server.close();
  const error = await dns.cname('a.example.com').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'RetryableError', ambiguous: false });
  server = await serveDns({ zones: () => [], view: 'public', port: 0, clock: () => 0 });
});
