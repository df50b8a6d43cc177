import { describe, expect, it } from 'vitest';
import type { Policy } from '#shared/domain/policy.ts';
import { readOverview } from '#shared/overview/read-overview.ts';
import { memberKey } from '#shared/rows/site-rows.ts';
import { claimsLane, ownedKey } from '#shared/rows/zone-rows.ts';
import { put, type Table } from '#shared/runtime/table.ts';
import { memoryTable } from '../../support/memory-table.ts';
import {
  conditionOf,
  objectRow,
  ownedRow,
  putObject,
  putSite,
  releaseOf,
  siteRow,
  smallConfiguration,
  zoneId,
} from '../../support/small-installation.ts';

const { target: _target, ...withoutTarget } = siteRow().wish;
const read = (table: Table, mode?: Policy) =>
  readOverview({ table, configuration: smallConfiguration(mode), nowMs: 0 });
const word = (type: string, status: string, reason: string) => expect.objectContaining({ type, status, reason });

describe('the overview', () => {
  it('shows a ready site with its records and their ownership, zones by name', async () => {
    const table = memoryTable();
    await putSite(table, siteRow(), { condition: conditionOf() });
    await table.transact([put(ownedKey(zoneId, ownedRow.record), ownedRow)]);
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
            { zone: 'example.com', ...ownedRow.record },
            { zone: 'example.com', ...ownedRow.ownership, ownership: true },
          ],
        },
      ],
      refused: [],
      skipped: [],
      releases: [],
      certificates: [],
      monitors: [],
      holds: [],
      notices: [],
    });
  });

  it('lists a site without an edge whose zone is not configured any more', async () => {
    const table = memoryTable();
    const site = { ...siteRow(), wish: { ...siteRow().wish, edge: '' } };
    await putSite(table, site, { condition: conditionOf() });
    await table.transact([put(memberKey(claimsLane(site.cluster), site), { site })]);
    const { sites } = await readOverview({ table, configuration: { ...smallConfiguration(), zones: [] }, nowMs: 0 });
    expect(sites.map(({ host }) => host)).toEqual(['app.example.com']);
  });

  it('shows the planned records while observing', async () => {
    const table = memoryTable();
    const planned = [ownedRow.record, ownedRow.ownership].map((after) => ({ action: 'create', after }) as const);
    await putSite(table, siteRow(), { condition: conditionOf({ status: 'Unknown', reason: 'Observing' }), planned });
    const { sites } = await read(table, 'observe');
    expect(sites[0]).toMatchObject({ ready: false, conditions: [word('Ready', 'Unknown', 'Observing'), {}, {}] });
    expect(sites[0]?.records).toEqual([
      { zone: 'example.com', ...ownedRow.record },
      { zone: 'example.com', ...ownedRow.ownership, ownership: true },
    ]);
  });

  it.each([
    ['has no address', siteRow({ wish: withoutTarget }), undefined, 'NoAddress'],
    ['was not looked at yet', siteRow(), undefined, 'Waiting'],
    ['changed since dns was ready', siteRow(), { condition: conditionOf(), generation: 1 }, 'Waiting'],
    ['changed while it is held', siteRow(), { condition: conditionOf({ reason: 'Held' }), generation: 1 }, 'Held'],
    ['has a taken name', siteRow(), { condition: conditionOf({ status: 'False', reason: 'NameTaken' }) }, 'NameTaken'],
  ])('is not ready while a site %s', async (_, row, lane, reason) => {
    const table = memoryTable();
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
    const table = memoryTable();
    await putSite(table, siteRow({ release: releaseOf('r') }), { condition: conditionOf() });
    expect((await read(table, mode)).releases).toEqual([
      { host: 'app.example.com', view: 'public', setIdentifier: '', due: '1970-01-01T00:00:01.000Z', state },
    ]);
  });

  it('lists what is refused and skipped, each once, never of what is gone', async () => {
    const table = memoryTable();
    const refusal = { verdict: 'refused', reason: 'HostTaken', message: 'held' } as const;
    const claim = { host: 'b.example.com', view: 'public', setIdentifier: '', ...refusal } as const;
    const skip = { reason: 'InvalidHost', host: 'x_y', message: 'no' } as const;
    const skipped = [{ reason: 'Unparsable', message: 'line 1' }] as const;
    const rows = [
      objectRow('a/one', { claims: [claim, { ...claim, view: 'private' }, { ...claim, verdict: 'holder' }] }),
      objectRow('a/two', { skipped: [skip] }),
      objectRow('a/gone', { gone: true, claims: [claim], skipped: [skip] }),
      objectRow('', {
        ref: { cluster: 'demo', apiGroup: 'firstlight.dev', kind: 'File', key: '/broken.yaml#2' },
        skipped,
      }),
    ];
    for (const each of rows) await putObject(table, each);
    expect(await read(table)).toMatchObject({
      refused: [{ host: 'b.example.com', source: 'Ingress/a/one', reason: 'HostTaken', message: 'held' }],
      skipped: [
        { source: 'File/broken.yaml#2', reason: 'Unparsable', message: 'line 1' },
        { source: 'Ingress/a/two', host: 'x_y', reason: 'InvalidHost', message: 'no' },
      ],
    });
  });
});
