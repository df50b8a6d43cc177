import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { takeEvent } from '../../../functions/intake/handler.ts';
import { formatEpoch } from '../../../shared/domain/marker.ts';
import { RetryableError } from '../../../shared/errors/kinds.ts';
import { clusterKey, inboxRows } from '../../../shared/rows/object-rows.ts';
import { writeConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { UnreadableMessageError } from '../../../shared/runtime/dead-letters.ts';
import type { Table } from '../../../shared/runtime/table.ts';
import { itemPartition, itemPartitions } from '../../../shared/runtime/work-item.ts';
import { conflictingTable } from '../../support/conflicting-table.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { recordingDoorbell } from '../../support/recording-doorbell.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
import { testConfiguration } from '../claims/samples.ts';
import { day, event, markerAt, range, startMs } from './messages.ts';

async function intake(table: Table = memoryTable()) {
  const clock = virtualClock(startMs);
  const doorbell = recordingDoorbell();
  await writeConfiguration(table, testConfiguration());
  return {
    table,
    clock,
    doorbell,
    take: (body: string) => takeEvent(body, { table, clock, doorbell }),
    inbox: async () => (await table.query(inboxRows('demo'))).map(({ row }) => row),
    items: async () => {
      const parts = Array.from({ length: itemPartitions }, (_, part) =>
        table.query(itemPartition('claims:demo', part)),
      );
      return (await Promise.all(parts)).flat().map(({ row }) => row);
    },
    cluster: () => table.get(clusterKey('demo')),
  };
}

describe('taking in an event', () => {
  it('stores every message of those that meet on the rows of the cluster', async () => {
    const conflicting = conflictingTable(memoryTable());
    const { take, inbox } = await intake(conflicting.table);
    await Promise.all(
      [1, 2, 3].map((counter) => take(event({ id: `e${counter}`, marker: markerAt(startMs, counter) }))),
    );
    expect(await inbox()).toHaveLength(3);
    expect(conflicting.met.length).toBeGreaterThan(0);
  });

  it('stores the message with its item and the epoch, and rings the lane', async () => {
    const { take, inbox, items, cluster, doorbell } = await intake();
    await take(event());
    const [row] = await inbox();
    const stored: unknown = JSON.parse(gunzipSync(Buffer.from(row?.body ?? '', 'base64')).toString());
    expect(stored).toEqual({ cluster: 'demo', marker: markerAt(startMs), ranges: [range] });
    expect(await items()).toMatchObject([{ key: `inbox:${markerAt(startMs)}#e1`, dueMs: startMs, attempt: 0 }]);
    expect(await cluster()).toEqual({ cluster: 'demo', epoch: formatEpoch(startMs, 'abcd'), lastMessageMs: startMs });
    expect(doorbell.rings.map(({ lane }) => lane)).toEqual(['claims:demo', 'status:demo']);
  });

  it('takes a repeated delivery as one', async () => {
    const { take, inbox, items } = await intake();
    await take(event());
    await take(event());
    expect(await inbox()).toHaveLength(1);
    expect(await items()).toHaveLength(1);
  });

  it('keeps the greatest epoch, whatever arrives last', async () => {
    const { take, cluster, clock } = await intake();
    await take(event({ id: 'e2', marker: markerAt(startMs + 5) }));
    clock.advance(60_000);
    await take(event({ id: 'e1', marker: markerAt(startMs) }));
    expect(await cluster()).toMatchObject({ epoch: formatEpoch(startMs + 5, 'abcd'), lastMessageMs: startMs + 60_000 });
  });

  it('keeps every message of those that arrive together', async () => {
    const { take, inbox, cluster } = await intake();
    await Promise.all([1, 2, 3, 4].map((n) => take(event({ id: `e${n}`, marker: markerAt(startMs + n) }))));
    expect(await inbox()).toHaveLength(4);
    expect(await cluster()).toMatchObject({ epoch: formatEpoch(startMs + 4, 'abcd') });
  });

  it.each<[string, string, string]>([
    ['no JSON', '{', 'Unparsable'],
    ['no event', '{"a":1}', 'Unparsable'],
    ['a detail that breaks the schema', event({ marker: 'x' }), 'Unparsable'],
    ['a newer version', event({ type: 'ObjectRanges.v2' }), 'UnknownVersion'],
    ['another kind of message', event({ type: 'Other' }), 'UnknownType'],
    ['the source of another cluster', event({ source: 'firstlight.cluster.two' }), 'SourceMismatch'],
    ['another account', event({ account: '999999999999' }), 'SourceMismatch'],
    ['a cluster that nobody configured', event({ cluster: 'two' }), 'UnknownCluster'],
    ['a clock three days ahead', event({ marker: markerAt(startMs + 3 * day) }), 'ClockAhead'],
  ])('refuses %s with the reason and stores nothing', async (_name, body, reason) => {
    const { take, inbox, cluster, doorbell } = await intake();
    const error = await take(body).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnreadableMessageError);
    expect(error).toMatchObject({ message: expect.stringMatching(new RegExp(`^${reason}: .`)) });
    expect([await inbox(), await cluster(), doorbell.rings]).toEqual([[], undefined, []]);
  });

  it('gives the message back to the queue while there is no configuration', async () => {
    const table = memoryTable();
    const clock = virtualClock(startMs);
    await expect(takeEvent(event(), { table, clock, doorbell: recordingDoorbell() })).rejects.toBeInstanceOf(
      RetryableError,
    );
  });
});
