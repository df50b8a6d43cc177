import { describe, expect, it } from 'vitest';
import type { Edge } from '#shared/domain/configuration.ts';
import { writeConfiguration } from '#shared/runtime/configuration-row.ts';
import { registeredLanes } from '#shared/runtime/lanes.ts';
import type { Table } from '#shared/runtime/table.ts';
import { itemPartition, itemPartitions } from '#shared/runtime/work-item.ts';
import { takeAcmEvent } from '../../../functions/certificates/acm-event.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { smallConfiguration } from '../../support/small-installation.ts';

const lane = 'certificates:123456789012/eu-central-1';
const arn = 'arn:aws:acm:eu-central-1:123456789012:certificate/46dec87f-2d9e-2d0a-dd50-8359ecca746a';
const event = {
  source: 'aws.acm',
  'detail-type': 'ACM Certificate Available',
  account: '123456789012',
  resources: [arn],
};

const small = smallConfiguration();
const withCertificates = (edge: Edge): Edge => ({ ...edge, certificates: { ...edge.certificates, mode: 'acm' } });

async function taken(given: unknown): Promise<{ items: readonly string[]; rung: readonly string[] }> {
  const table = memoryTable();
  await writeConfiguration(table, { ...small, edges: small.edges.map(withCertificates) });
  const rung: string[] = [];
  const clock = { now: () => 1000, monotonic: () => 0 };
  await takeAcmEvent(given, { table, clock, doorbell: { ring: async (one) => void rung.push(one) } });
  return { items: await itemsOf(table), rung };
}

async function itemsOf(table: Table): Promise<readonly string[]> {
  const lanes = (await table.query(registeredLanes)).map(({ row }) => row.lane);
  const partitions = lanes.flatMap((one) => Array.from({ length: itemPartitions }, (_, at) => itemPartition(one, at)));
  const found = await Promise.all(partitions.map((partition) => table.query(partition)));
  return found.flat().map(({ row }) => `${row.lane} ${row.key} ${row.dueMs}`);
}

describe('an event of ACM', () => {
  it.each([
    ['what has become available', event],
    [
      'another kind, of a later form',
      { ...event, 'detail-type': 'ACM Certificate Expired', detail: { new: true }, version: '9' },
    ],
  ])('has the certificate looked at now: %s', async (_, given) => {
    expect(await taken(given)).toEqual({ items: [`${lane} certificate:${arn} 1000`], rung: [lane] });
  });

  it.each([
    ['of another service', { ...event, source: 'aws.health' }],
    ['of no certificate', { ...event, resources: [] }],
    ['of no ARN', { ...event, resources: ['certificate/1'] }],
    ['of a region without edges', { ...event, resources: [arn.replace('central', 'west')] }],
    ['that another account tells', { ...event, account: '999999999999' }],
    ['that is none', 'text'],
  ])('is dropped: %s', async (_, given) => {
    expect(await taken(given)).toEqual({ items: [], rung: [] });
  });

  it('is dropped where no edge has certificates', async () => {
    const table = memoryTable();
    await writeConfiguration(table, small);
    const clock = { now: () => 1000, monotonic: () => 0 };
    await takeAcmEvent(event, { table, clock, doorbell: { ring: () => Promise.reject(new Error('rung')) } });
    expect(await itemsOf(table)).toEqual([]);
  });

  it('is dropped while there is no configuration', async () => {
    const table = memoryTable();
    const clock = { now: () => 1000, monotonic: () => 0 };
    await takeAcmEvent(event, { table, clock, doorbell: { ring: () => Promise.reject(new Error('rung')) } });
    expect(await itemsOf(table)).toEqual([]);
  });
});
