import * as z from 'zod';
import type { Clock } from '#shared/domain/clock.ts';
import { certificateItem, certificatesLane } from '#shared/rows/certificates-lane-rows.ts';
import { readConfiguration } from '#shared/runtime/configuration-row.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import { registerLane } from '#shared/runtime/lanes.ts';
import type { Table } from '#shared/runtime/table.ts';
import { enqueue } from '#shared/runtime/work-item.ts';

/** What an event about a certificate is turned into. */
export interface AcmEventSides {
  readonly table: Table;
  readonly clock: Clock;
  readonly doorbell: Doorbell;
}

/** ACM User Guide, "Supported events": of whatever kind, the certificate is the resource. Other fields are not read. */
const AcmEvent = z.object({
  source: z.literal('aws.acm'),
  account: z.string(),
  resources: z.tuple([z.string().regex(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/)], z.string()),
});

/**
 * Has a certificate looked at that ACM says something of. It only speeds up what is done anyway, so that what is no such event,
 * or of an account and region that no edge is in, is dropped.
 */
export async function takeAcmEvent(event: unknown, { table, clock, doorbell }: AcmEventSides): Promise<void> {
  const read = AcmEvent.safeParse(event);
  const configuration = (await readConfiguration(table))?.document;
  if (!read.success || configuration === undefined) return;
  const [arn] = read.data.resources;
  const [, , , region = '', account = ''] = arn.split(':');
  const lane = `certificates:${account}/${region}`;
  const isOurs = configuration.edges.some((edge) => certificatesLane(edge, configuration) === lane);
  if (!isOurs || read.data.account !== account) return;
  const nowMs = clock.now();
  const item = { lane, key: certificateItem(arn), row: 'acm/event', generation: nowMs, dueMs: nowMs };
  await table.transact([registerLane(lane), enqueue(item)]);
  await doorbell.ring(lane);
}
