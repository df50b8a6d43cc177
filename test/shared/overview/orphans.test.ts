import { describe, expect, it } from 'vitest';
import type { Reason } from '#shared/domain/reasons.ts';
import { readOverview } from '#shared/overview/read-overview.ts';
import { readWhy } from '#shared/overview/why.ts';
import { floorKey, kindKey } from '#shared/rows/object-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { type OwnedRow, ownedKey } from '#shared/rows/zone-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { printWhy } from '../../../cli/print/why.ts';
import { drawSections } from '../../../local/start/sections.ts';
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

const configuration = smallConfiguration();
const look = { columns: 400, colors: false, nowMs: 0 };
const sentence = /a record with our mark stands, but nothing claims it: A app\.example\.com alias → lb-1/;

const of = 'networking.k8s.io/Ingress' as const;
const group = { cluster: 'demo', apiGroup: 'firstlight.dev', kind: 'Source' };
const source = objectRow('', {
  ref: { ...group, key: `/${of}` },
  object: { kind: 'firstlight.dev/Source', form: 'full', key: `/${of}`, of, state: 'listed', since: '' },
  settledMarker: '',
});
const ingresses = { cluster: 'demo', apiGroup: 'networking.k8s.io', kind: 'Ingress' };

interface World {
  readonly sites?: readonly SiteRow[];
  readonly owned?: OwnedRow;
  /** Whether the cluster has said all that it has. */
  readonly heard?: boolean;
  /** What dns says of the sites. */
  readonly reason?: Reason;
}

async function worldOf({ sites = [], owned = ownedRow, heard = true, reason = 'InSync' }: World) {
  const table = memoryTable();
  for (const site of sites) await putSite(table, site, { condition: conditionOf({ reason }) });
  await putObject(table, source);
  const floor = { start: '', incarnation: await table.incarnation(), heardMs: 0, heardSeq: 0, atMs: 0 };
  const { apiGroup, kind } = ingresses;
  await table.transact([
    put(kindKey(ingresses), { apiGroup, kind }),
    put(floorKey(group), floor),
    put(floorKey(ingresses), heard ? floor : { ...floor, incarnation: 'before' }),
  ]);
  await table.transact([put(ownedKey(zoneId, owned.record), owned)]);
  return { table, configuration, nowMs: 0 };
}

describe('a record with our mark that nothing claims', () => {
  it('is listed with the sites and told by why', async () => {
    const input = await worldOf({});
    const overview = await readOverview(input);
    expect(overview.orphans).toMatchObject([{ host: 'app.example.com', zone: 'example.com', ownerId: 'demo' }]);
    expect(drawSections(overview, look).join('\n')).toMatch(sentence);
    const found = await readWhy(input, 'app.example.com');
    expect(found === undefined ? '' : printWhy(found, look).join('\n')).toMatch(sentence);
  });

  it.each(['Observing', 'PolicyForbids'] as const)('is also what ended where the policy says %s', async (reason) => {
    const input = await worldOf({ sites: [siteRow({ state: 'dying' })], reason });
    expect((await readOverview(input)).orphans).toMatchObject([{ host: 'app.example.com' }]);
    expect((await readWhy(input, 'app.example.com'))?.orphans).toMatchObject([{ host: 'app.example.com' }]);
  });

  it('is also what stands beside the records of a site, for an object that never was its own', async () => {
    const owned: OwnedRow = {
      ...ownedRow,
      record: { ...ownedRow.record, type: 'AAAA' },
      resource: 'ingress/shop/before',
    };
    const beside = { sites: [siteRow()], owned };
    expect((await readOverview(await worldOf(beside))).orphans).toMatchObject([{ resource: 'ingress/shop/before' }]);
    expect((await readWhy(await worldOf(beside), 'app.example.com'))?.orphans).toHaveLength(1);
    expect(await readOverview(await worldOf({ ...beside, reason: 'ChangePending' }))).not.toHaveProperty('orphans');
  });

  it.each([
    ['is wanted', { sites: [siteRow()] }],
    ['is being released', { sites: [siteRow({ release: releaseOf('r') })] }],
    ['is being removed', { sites: [siteRow({ state: 'dying' })] }],
    ['may still be claimed by a cluster that has not spoken yet', { heard: false }],
    ['is of somebody else', { owned: { ...ownedRow, ownerId: 'other' } }],
  ])('is not what %s', async (_, world) => {
    const input = await worldOf(world);
    expect(await readOverview(input)).not.toHaveProperty('orphans');
  });
});
