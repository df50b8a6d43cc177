import { describe, expect, it } from 'vitest';
import { openSqliteTable } from '#shared/adapters/table-sqlite.ts';
import { resolveConfiguration } from '#shared/configuration/resolve.ts';
import type { Condition } from '#shared/domain/condition.ts';
import type { Policy } from '#shared/domain/policy.ts';
import { kindKey, type ObjectRow, objectKey } from '#shared/rows/object-rows.ts';
import { laneRowKey, memberKey, type SiteRow, siteKey } from '#shared/rows/site-rows.ts';
import { dnsLane, edgeMembers, type OwnedRow, ownedKey } from '#shared/rows/zone-rows.ts';
import { put, type Table } from '#shared/runtime/table.ts';
import { readDocument } from '../../../local/start/read-document.ts';

const zone = 'Z0EXAMPLE01';
const alias = {
  dnsName: 'lb-1.eu-central-1.elb.amazonaws.com',
  hostedZoneId: 'Z215JYRZR1TBD5',
  evaluateTargetHealth: true,
};
const configuration = (mode: Policy = 'sync') =>
  resolveConfiguration({
    hub: { account: '123456789012', region: 'eu-central-1' },
    mode,
    zones: [{ name: 'example.com', id: zone, view: 'public' }],
    clusters: [{ name: 'demo' }],
    edges: [
      {
        name: 'public',
        cluster: 'demo',
        view: 'public',
        classes: ['public'],
        domains: ['example.com'],
        loadBalancer: { use: { dnsName: alias.dnsName, hostedZoneId: alias.hostedZoneId } },
      },
    ],
  });
const site = (over: Partial<SiteRow> = {}): SiteRow => ({
  host: 'app.example.com',
  view: 'public',
  setIdentifier: '',
  version: 1,
  generation: 2,
  cluster: 'demo',
  holder: { cluster: 'demo', apiGroup: 'networking.k8s.io', kind: 'Ingress', key: 'shop/app' },
  wish: {
    edge: 'public',
    zone,
    target: { kind: 'alias', alias, dualStack: false },
    ttlSeconds: 300,
    ownerId: 'demo',
    resource: 'ingress/shop/app',
  },
  state: 'live',
  lanes: [dnsLane(zone)],
  createdMs: 0,
  ...over,
});
const { target: _target, ...withoutTarget } = site().wish;
const owned: OwnedRow = {
  zone,
  record: { name: 'app.example.com', type: 'A', alias },
  ownership: {
    name: 'a-app.example.com',
    type: 'TXT',
    ttl: 300,
    values: ['"heritage=external-dns,external-dns/owner=demo,external-dns/resource=ingress/shop/app"'],
  },
  ownerId: 'demo',
  resource: 'ingress/shop/app',
};
const said = (over: Partial<Condition> = {}): Condition => ({
  type: 'DnsReady',
  status: 'True',
  reason: 'InSync',
  message: 'everywhere',
  since: '2026-01-01T00:00:00.000Z',
  ...over,
});
const putSite = (table: Table, row: SiteRow, lane?: { condition: Condition; generation?: number }) =>
  table.transact([
    put(siteKey(row), row),
    put(memberKey(dnsLane(zone), row), { site: row }),
    put(memberKey(edgeMembers('public'), row), { site: row }),
    ...(lane === undefined
      ? []
      : [
          put(laneRowKey(row, dnsLane(zone)), {
            site: row,
            lane: dnsLane(zone),
            generation: lane.generation ?? row.generation,
            conditions: [lane.condition],
            applied: true,
          }),
        ]),
  ]);
const read = (table: Table, mode?: Policy) =>
  readDocument({ table, configuration: configuration(mode), nowMs: 0, calls: () => ({ ListResourceRecordSets: 1 }) });
const open = () => openSqliteTable({ path: ':memory:' });
const word = (type: string, status: string, reason: string) => expect.objectContaining({ type, status, reason });

describe('the document', () => {
  it('shows a ready site with its records and their ownership, zones by name', async () => {
    const table = open();
    await putSite(table, site(), { condition: said() });
    await table.transact([put(ownedKey(zone, owned.record), owned)]);
    expect(await read(table)).toEqual({
      sites: [
        {
          host: 'app.example.com',
          view: 'public',
          setIdentifier: '',
          source: 'Ingress/shop/app',
          cluster: 'demo',
          edge: 'public',
          ready: true,
          conditions: [
            { type: 'Ready', status: 'True', reason: 'Ready', message: '' },
            { type: 'Accepted', status: 'True', reason: 'Accepted', message: '' },
            { type: 'DnsReady', status: 'True', reason: 'InSync', message: 'everywhere' },
          ],
          records: [
            { zone: 'example.com', ...owned.record },
            { zone: 'example.com', ...owned.ownership, ownership: true },
          ],
        },
      ],
      refused: [],
      skipped: [],
      releases: [],
      calls: { route53: { ListResourceRecordSets: 1 } },
    });
  });

  it('shows the planned records while observing', async () => {
    const table = open();
    await putSite(table, site(), { condition: said({ status: 'Unknown', reason: 'Observing' }) });
    const { sites } = await read(table, 'observe');
    expect(sites[0]).toMatchObject({ ready: false, conditions: [word('Ready', 'Unknown', 'Observing'), {}, {}] });
    expect(sites[0]?.records).toEqual([
      { zone: 'example.com', ...owned.record },
      { zone: 'example.com', ...owned.ownership, ownership: true },
    ]);
  });

  it.each([
    ['has no address', site({ wish: withoutTarget }), undefined, 'NoAddress'],
    ['was not looked at yet', site(), undefined, 'Waiting'],
    ['changed since dns was ready', site(), { condition: said(), generation: 1 }, 'Waiting'],
    ['has a taken name', site(), { condition: said({ status: 'False', reason: 'NameTaken' }) }, 'NameTaken'],
  ])('is not ready while a site %s', async (_, row, lane, reason) => {
    const table = open();
    await putSite(table, row, lane);
    const { sites } = await read(table);
    expect(sites[0]?.ready).toBe(false);
    expect(sites[0]?.conditions[0]).toMatchObject({ type: 'Ready', reason });
  });

  it.each([
    ['sync', 'waiting'],
    ['observe', 'waiting'],
    ['upsert-only', 'kept'],
    ['create-only', 'kept'],
  ] as const)('lists a release; under %s it is %s', async (mode, state) => {
    const table = open();
    const release = { id: 'r', dueMs: 1_000, sinceMs: 0, reason: 'Releasing', message: '' } as const;
    await putSite(table, site({ release }), { condition: said() });
    expect((await read(table, mode)).releases).toEqual([
      { host: 'app.example.com', view: 'public', setIdentifier: '', due: '1970-01-01T00:00:01.000Z', state },
    ]);
  });

  it('lists what is refused and skipped, each once, never of what is gone', async () => {
    const table = open();
    const row = (key: string, over: Partial<ObjectRow> = {}): ObjectRow => ({
      ref: { cluster: 'demo', apiGroup: 'networking.k8s.io', kind: 'Ingress', key },
      marker: '',
      gone: false,
      claims: [],
      hosts: [],
      skipped: [],
      ...over,
    });
    const refusal = { verdict: 'refused', reason: 'HostTaken', message: 'held' } as const;
    const claim = { host: 'b.example.com', view: 'public', setIdentifier: '', ...refusal } as const;
    const skip = { reason: 'InvalidHost', host: 'x_y', message: 'no' } as const;
    const skipped = [{ reason: 'Unparsable', message: 'line 1' }] as const;
    const rows = [
      row('a/one', { claims: [claim, { ...claim, view: 'private' }, { ...claim, verdict: 'holder' }] }),
      row('a/two', { skipped: [skip] }),
      row('a/gone', { gone: true, claims: [claim], skipped: [skip] }),
      row('', { ref: { cluster: 'demo', apiGroup: 'firstlight.dev', kind: 'File', key: '/broken.yaml#2' }, skipped }),
    ];
    for (const each of rows) {
      const { apiGroup, kind } = each.ref;
      await table.transact([put(kindKey(each.ref), { apiGroup, kind }), put(objectKey(each.ref), each)]);
    }
    expect(await read(table)).toMatchObject({
      refused: [{ host: 'b.example.com', source: 'Ingress/a/one', reason: 'HostTaken', message: 'held' }],
      skipped: [
        { source: 'File/broken.yaml#2', reason: 'Unparsable', message: 'line 1' },
        { source: 'Ingress/a/two', host: 'x_y', reason: 'InvalidHost', message: 'no' },
      ],
    });
  });
});
