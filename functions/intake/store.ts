import { gzipSync } from 'node:zlib';
import { epochOf } from '#shared/domain/marker.ts';
import { ConditionFailedError, RetryableError } from '#shared/errors/kinds.ts';
import type { Envelope } from '#shared/events/envelope.ts';
import { inboxItem } from '#shared/rows/claims-keys.ts';
import { type ClusterRow, clusterKey, inboxKey } from '#shared/rows/object-rows.ts';
import { epochStatusKey, statusItem } from '#shared/rows/status-keys.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import { ensureRegistered } from '#shared/runtime/lanes.ts';
import { type Action, put, type Table } from '#shared/runtime/table.ts';
import { enqueue, type NewItem } from '#shared/runtime/work-item.ts';

/** Messages of one cluster may arrive at the same time and each raise its row. */
const tries = 5;
/** How exact "last message" is; between, messages of the same epoch do not write the cluster's row. */
const lastMessageMs = 10_000;

/**
 * Puts a message into its cluster's inbox, with the item that has it looked at, and raises the cluster's last epoch, in
 * one transaction. Storing it again changes nothing that matters. Returns the lanes to ring.
 * @param seq the number of the configuration that its cluster is in.
 * @throws RetryableError when the cluster's row keeps changing.
 */
export async function storeMessage(
  table: Table,
  envelope: Envelope,
  { nowMs, seq }: { readonly nowMs: number; readonly seq: number },
): Promise<readonly string[]> {
  const { cluster, id, ranges } = envelope;
  const lane = claimsLane(cluster);
  const key = inboxKey(cluster, ranges.marker, id);
  const body = gzipSync(JSON.stringify(ranges)).toString('base64');
  // Read before it is written: a message never counts as received in a later life than it was.
  const life = ranges.walk === undefined ? {} : { incarnation: await table.incarnation(), seq };
  const message = [
    put(key, { cluster, marker: ranges.marker, body, receivedMs: nowMs, ...life }),
    enqueue({ lane, key: inboxItem(key.sk), row: `${key.pk}/${key.sk}`, generation: 0, dueMs: nowMs }),
  ];
  for (let left = tries; left > 0; left -= 1) {
    const known = await table.get(clusterKey(cluster));
    try {
      const news = epochItems(known, envelope, nowMs);
      const lanes = [lane, ...news.map((item) => item.lane)];
      for (const one of lanes) await ensureRegistered(table, one);
      await table.transact([...message, ...raise(known, envelope, nowMs), ...news.map(enqueue)]);
      return lanes;
    } catch (error) {
      if (!isMeeting(error)) throw error;
    }
  }
  throw new RetryableError(`the row of cluster ${cluster} keeps changing`);
}

/** Others changed the cluster's row, or were about to: DynamoDB cancels transactions that meet on a row. */
const isMeeting = (error: unknown): boolean =>
  error instanceof ConditionFailedError || (error instanceof RetryableError && !error.ambiguous);

/** An epoch that is new is echoed in the status of its cluster. */
function epochItems(known: ClusterRow | undefined, { cluster, ranges }: Envelope, nowMs: number): readonly NewItem[] {
  const spoken = epochOf(ranges.marker);
  if (known !== undefined && spoken <= known.epoch) return [];
  const { pk, sk } = clusterKey(cluster);
  return [statusItem(cluster, epochStatusKey, { row: `${pk}/${sk}#${spoken}`, generation: 0, nowMs })];
}

function raise(known: ClusterRow | undefined, { cluster, ranges }: Envelope, nowMs: number): readonly Action[] {
  const spoken = epochOf(ranges.marker);
  if (known === undefined)
    return [put(clusterKey(cluster), { cluster, epoch: spoken, lastMessageMs: nowMs }, 'absent')];
  const newer = spoken > known.epoch;
  if (!newer && nowMs - known.lastMessageMs < lastMessageMs) return [];
  const next: ClusterRow = {
    cluster,
    epoch: newer ? spoken : known.epoch,
    lastMessageMs: Math.max(nowMs, known.lastMessageMs),
  };
  return [put(clusterKey(cluster), next, { epoch: known.epoch, lastMessageMs: known.lastMessageMs })];
}
