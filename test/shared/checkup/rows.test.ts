import { describe, expect, it } from 'vitest';
import { checkUp } from '../../../shared/checkup/check-up.ts';
import type { Finding } from '../../../shared/checkup/finding.ts';
import { formatEpoch } from '../../../shared/domain/marker.ts';
import { PermanentError } from '../../../shared/errors/kinds.ts';
import { clusterKey } from '../../../shared/rows/object-rows.ts';
import { zoneKey } from '../../../shared/rows/zone-rows.ts';
import { configurationKey, writeConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { laneStateKey, newLane } from '../../../shared/runtime/lanes.ts';
import { parkedKey } from '../../../shared/runtime/parked-row.ts';
import { put, type Table } from '../../../shared/runtime/table.ts';
import { enqueue } from '../../../shared/runtime/work-item.ts';

import { configuration, ids, installation, wrong } from './installation.ts';

describe('a check-up of the rows', () => {
  it.each<[string, (world: Awaited<ReturnType<typeof installation>>) => Promise<void>, Partial<Finding>]>([
    [
      'a lane behind the configuration',
      async ({ table }) => void (await writeConfiguration(table, configuration())),
      { level: 'WARN', subject: 'lane dns:Z1EXAMPLE00', message: 'has not yet walked for configuration 2 (it has 1)' },
    ],
    [
      'a document of a newer version',
      async ({ table }) => {
        const row = await table.get(configurationKey);
        if (row === undefined) throw new Error('no configuration');
        await table.transact([put(configurationKey, { ...row, document: Object.assign({ later: 1 }, row.document) })]);
      },
      { level: 'FAIL', subject: 'configuration', remedy: expect.stringContaining('version that was deployed') },
    ],
    [
      'a zone that was not read in this life',
      async ({ table }) =>
        table.transact([put(zoneKey(ids.public), { zone: ids.public, incarnation: 'old', readAtMs: 0 })]),
      {
        level: 'WARN',
        subject: 'zone example.com (public)',
        message: 'has not been read yet: nothing is written there',
      },
    ],
    [
      'a cluster that fell silent',
      async ({ clock }) => clock.advance(4 * 3_600_000),
      { level: 'FAIL', subject: 'cluster demo', message: 'has not said all it has for 240 minutes' },
    ],
    [
      'a cluster whose clock is ahead',
      async ({ table, clock }) => {
        const epoch = formatEpoch(clock.now() + 3_600_000, 'abcd');
        await table.transact([put(clusterKey('demo'), { cluster: 'demo', epoch, lastMessageMs: clock.now() })]);
      },
      { level: 'WARN', subject: 'cluster demo', message: 'its clock is 3600 s ahead' },
    ],
    [
      'work that is late',
      async (world) => late(world, 10),
      { level: 'WARN', subject: 'lane dns:Z1EXAMPLE00', message: 'has work due for 10 minutes' },
    ],
    [
      'work that is stuck',
      async (world) => late(world, 40),
      { level: 'FAIL', subject: 'lane dns:Z1EXAMPLE00', message: 'has work due for 40 minutes' },
    ],
    [
      'a lane that its far side slows down',
      async ({ table, clock }) => {
        const lane = 'dns:Z1EXAMPLE00';
        const state = { ...newLane(lane), seq: 1, notBeforeMs: clock.now() + 60_000 };
        await table.transact([put(laneStateKey(lane), state)]);
      },
      { level: 'WARN', subject: 'lane dns:Z1EXAMPLE00', message: expect.stringContaining('slows it down') },
    ],
    [
      'what crashed',
      async ({ table }) => {
        const row = {
          key: 'www',
          reason: 'InternalError',
          message: '',
          until: 'hourly',
          alone: true,
          sinceMs: 0,
        } as const;
        await table.transact([put(parkedKey('dns:Z1EXAMPLE00', 'www'), row)]);
      },
      {
        level: 'FAIL',
        subject: 'lane dns:Z1EXAMPLE00',
        message: '1 crashed three times alone and are tried hourly: www',
      },
    ],
  ])('tells of %s', async (_, change, expected) => {
    const world = await installation();
    await change(world);
    expect(wrong(await checkUp(world.check))).toContainEqual(expect.objectContaining(expected));
  });

  it('says of a table that does not answer just that, and looks at all else', async () => {
    const { check } = await installation();
    const refuse = () => Promise.reject(new PermanentError('AccessDenied', 'DynamoDB refuses us'));
    const table: Table = { get: refuse, getMany: refuse, query: refuse, transact: refuse, incarnation: refuse };
    const found = await checkUp({ ...check, table });
    expect(found).toContainEqual(
      expect.objectContaining({ level: 'FAIL', subject: 'table', message: 'DynamoDB refuses us' }),
    );
    expect(found).toContainEqual(expect.objectContaining({ level: 'OK', subject: 'queue dns' }));
  });

  it('fails without a configuration', async () => {
    const { check, table } = await installation();
    await table.transact([{ action: 'delete', key: configurationKey }]);
    expect(await checkUp(check)).toContainEqual(
      expect.objectContaining({
        level: 'FAIL',
        subject: 'configuration',
        remedy: expect.stringContaining('deploy again'),
      }),
    );
  });
});

async function late({ table, clock }: Awaited<ReturnType<typeof installation>>, minutes: number): Promise<void> {
  const dueMs = clock.now() - minutes * 60_000;
  await table.transact([enqueue({ lane: 'dns:Z1EXAMPLE00', key: 'www', row: 'test', generation: 1, dueMs })]);
}
