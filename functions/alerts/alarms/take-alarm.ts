import * as z from 'zod';
import type { Clock } from '#shared/domain/clock.ts';
import { ConditionFailedError } from '#shared/errors/kinds.ts';
import { type AlarmRow, alarmKey } from '#shared/rows/alert-rows.ts';
import { type AlertNews, alertActions } from '#shared/runtime/alert-writes.ts';
import type { StoredConfiguration } from '#shared/runtime/capability.ts';
import { readConfiguration } from '#shared/runtime/configuration-row.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import { registerLane } from '#shared/runtime/lanes.ts';
import { put, type Table } from '#shared/runtime/table.ts';
import { enqueue } from '#shared/runtime/work-item.ts';

/** What an event about an alarm is turned into. */
export interface AlarmSides {
  readonly table: Table;
  readonly clock: Clock;
  readonly doorbell: Doorbell;
}

/** CloudWatch User Guide, "Alarm events and EventBridge". Other fields are not read. */
const AlarmEvent = z.object({
  source: z.literal('aws.cloudwatch'),
  'detail-type': z.enum(['CloudWatch Alarm State Change', 'CloudWatch Alarm Configuration Change']),
  account: z.string(),
  time: z.string(),
  detail: z.object({
    alarmName: z.string().min(1).max(255),
    operation: z.string().optional(),
    configuration: z.object({ description: z.string().optional() }).optional(),
    state: z.object({ value: z.string(), reason: z.string().optional(), timestamp: z.string().optional() }).optional(),
  }),
});

/**
 * Has people told that an alarm of this installation rings, or rings no more; of one that was deleted that nobody watches
 * any more. Events may come twice and in any order: what is older than what is known is dropped, as is what is no such event.
 */
export async function takeAlarm(event: unknown, sides: AlarmSides): Promise<void> {
  const read = AlarmEvent.safeParse(event);
  if (!read.success) return;
  const said = saidBy(read.data);
  if (said === undefined) return;
  for (let left = tries; ; left -= 1) {
    const configuration = await readConfiguration(sides.table);
    if (configuration === undefined || configuration.document.hub.account !== read.data.account) return;
    try {
      await keep(said, configuration, sides);
      return;
    } catch (error) {
      if (!(error instanceof ConditionFailedError) || left <= 1) throw error;
    }
  }
}

/** Of events about one alarm at the same time one is first. */
const tries = 5;
/** No event comes as late. */
const keptSeconds = 7 * 86_400;

interface Said extends AlarmRow {
  readonly news: AlertNews;
}

async function keep(
  { name, atMs, news }: Said,
  configuration: StoredConfiguration,
  { table, clock, doorbell }: AlarmSides,
): Promise<void> {
  const key = alarmKey(name);
  const known = await table.get(key);
  if (known !== undefined && known.atMs >= atMs) return;
  const lanes = new Set<string>();
  const told = await alertActions(
    {
      table,
      configuration,
      now: () => clock.now(),
      enqueue: async (items) => {
        for (const { lane } of items) lanes.add(lane);
        return [...[...lanes].map(registerLane), ...items.map(enqueue)];
      },
    },
    [news],
  );
  const when = known === undefined ? ('absent' as const) : { atMs: known.atMs };
  const expiresAt = Math.ceil(clock.now() / 1_000) + keptSeconds;
  await table.transact([{ ...put(key, { name, atMs }, when), expiresAt }, ...told]);
  for (const lane of lanes) await doorbell.ring(lane);
}

function saidBy({ detail, time, ...event }: z.output<typeof AlarmEvent>): Said | undefined {
  const { alarmName, state, operation, configuration } = detail;
  const isDeleted = event['detail-type'] === 'CloudWatch Alarm Configuration Change';
  if (isDeleted ? operation !== 'delete' : state?.value !== 'ALARM' && state?.value !== 'OK') return undefined;
  const atMs = Date.parse((isDeleted ? undefined : state?.timestamp) ?? time);
  if (Number.isNaN(atMs)) return undefined;
  const id = { about: 'alarm', subject: alarmName, reason: 'Alarm' } as const;
  if (isDeleted) return { name: alarmName, atMs, news: { state: 'closed', id, atMs, unwatched: true } };
  if (state?.value === 'OK') return { name: alarmName, atMs, news: { state: 'closed', id, atMs } };
  const message = configuration?.description ?? state?.reason ?? '';
  const [, anchor] = /docs\/runbook\.md#([a-z0-9-]{1,80})/.exec(message) ?? [];
  const facts = { name: titleOf(alarmName), message, ...(anchor === undefined ? {} : { anchor }) };
  return { name: alarmName, atMs, news: { state: 'open', alert: { ...id, place: {}, facts }, atMs } };
}

/** CloudFormation puts a hash and random letters behind the names that it makes. */
const titleOf = (name: string): string => name.replace(/[0-9A-F]{8}-[A-Za-z0-9]+$/, '');
