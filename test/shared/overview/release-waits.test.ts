import { describe, expect, it } from 'vitest';
import type { Source } from '#shared/domain/objects.ts';
import { readOverview } from '#shared/overview/read-overview.ts';
import { readWhy } from '#shared/overview/why.ts';
import { floorKey, kindKey, type ObjectRow, objectKey } from '#shared/rows/object-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { printWhy } from '../../../cli/print/why.ts';
import { drawSections } from '../../../local/start/sections.ts';
import { hold } from '../../../shared/commands/hold.ts';
import { leavingSite, nowMs, speakerOver } from '../../support/commands.ts';
import { smallConfiguration } from '../../support/small-installation.ts';

const host = 'old.example.com';
const configuration = smallConfiguration();
const cluster = 'demo';
const sourceKind = { apiGroup: 'firstlight.dev', kind: 'Source' };
const input = { configuration, nowMs };
const plain = { columns: 400, colors: false, nowMs };

const sourceRow = (of: Source['of'], state: Source['state']): ObjectRow => ({
  ref: { cluster, ...sourceKind, key: `/${of}` },
  marker: 'm',
  settledMarker: 'm',
  gone: false,
  object: { kind: 'firstlight.dev/Source', key: `/${of}`, form: 'full', of, state, since: '2026-11-21T11:50:00Z' },
  stateSinceMs: nowMs - 600_000,
  claims: [],
  skipped: [],
  hosts: [],
});

async function clusterThatSaid(sources: readonly ObjectRow[]) {
  const { table, as } = await speakerOver([leavingSite(host)]);
  const incarnation = await table.incarnation();
  const floor = { start: 's', incarnation, heardMs: nowMs, heardSeq: 1, atMs: nowMs };
  const walked = [sourceKind, { apiGroup: 'networking.k8s.io', kind: 'Ingress' }];
  await table.transact([
    ...sources.map((row) => put(objectKey(row.ref), row)),
    ...walked.flatMap((kind) => [put(kindKey({ cluster, ...kind }), kind), put(floorKey({ cluster, ...kind }), floor)]),
  ]);
  return { table, as };
}

const ingresses = sourceRow('networking.k8s.io/Ingress', 'listed');
const young = [
  sourceRow('gateway.networking.k8s.io/TLSRoute', 'absent'),
  sourceRow('gateway.networking.k8s.io/GRPCRoute', 'absent'),
];

describe('a release that is due', () => {
  it('tells which kinds are absent for less than an hour, and until when it waits', async () => {
    const { table } = await clusterThatSaid([ingresses, ...young]);
    const waitsFor =
      'GRPCRoute, TLSRoute of cluster demo are absent for less than an hour, which may be for a moment: ' +
      'believed once the cluster says so again after 2026-11-21 12:50:00Z';
    const overview = await readOverview({ table, ...input });
    expect(overview.releases).toMatchObject([{ host, state: 'waiting', waitsFor }]);
    expect(drawSections(overview, plain).join('\n')).toContain(waitsFor);
    const why = await readWhy({ table, ...input }, host);
    expect(why?.sites).toMatchObject([{ release: { state: 'waiting', waitsFor } }]);
    if (why === undefined) throw new Error('nothing is known of it');
    const told = printWhy(why, plain).join('\n');
    expect(told).toContain(waitsFor);
    expect(told).toContain('leaving: not ready, waits for its cluster');
  });

  it('tells that its kind cannot be read, or that nobody has spoken of it', async () => {
    const forbidden = await clusterThatSaid([ingresses, sourceRow('/Service', 'forbidden')]);
    expect((await readOverview({ ...input, table: forbidden.table })).releases).toMatchObject([
      { waitsFor: 'cluster demo does not let its forwarder read /Service' },
    ]);
    const silent = await clusterThatSaid([]);
    expect((await readOverview({ ...input, table: silent.table })).releases).toMatchObject([
      { waitsFor: 'the forwarder of cluster demo has not said yet whether it sees Ingress objects' },
    ]);
  });

  it('waits for nothing once all is said, nor for its cluster while a person holds it', async () => {
    const said = await clusterThatSaid([ingresses]);
    expect((await readOverview({ ...input, table: said.table })).releases[0]).not.toHaveProperty('waitsFor');
    const held = await clusterThatSaid(young);
    await hold(held.as('oncall'), { scope: 'all' });
    expect((await readOverview({ ...input, table: held.table })).releases[0]).not.toHaveProperty('waitsFor');
  });
});

it('a definition that is gone is not said to have released anything', async () => {
  const { table } = await clusterThatSaid([ingresses, sourceRow('networking.k8s.io/IngressClass', 'absent')]);
  expect((await readOverview({ table, ...input })).skipped).toMatchObject([
    {
      message:
        'cluster demo knows no IngressClass at present; after an hour of that what it had of the kind is released; ' +
        'to keep that put its definition back',
    },
  ]);
});
