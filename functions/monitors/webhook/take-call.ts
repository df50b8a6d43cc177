import * as z from 'zod';
import type { SecretRef } from '#shared/domain/alert-policy.ts';
import type { Clock } from '#shared/domain/clock.ts';
import { ConditionFailedError } from '#shared/errors/kinds.ts';
import { monitorsLane } from '#shared/rows/monitor-lanes.ts';
import { listedKey, lookAtMonitor } from '#shared/rows/monitor-rows.ts';
import { readConfiguration } from '#shared/runtime/configuration-row.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import type { Table } from '#shared/runtime/table.ts';
import { enqueue } from '#shared/runtime/work-item.ts';
import { isOneOf } from './same-secret.ts';
import { secretHeader } from './words.ts';

/** What a call is turned into. */
export interface CallSides {
  readonly table: Table;
  readonly clock: Clock;
  readonly doorbell: Doorbell;
  /** All secrets that count, see `Secrets.readAll`. */
  readonly secretsOf: (ref: SecretRef) => Promise<readonly string[]>;
}

/** `noted`: somebody will look. `unknown`: nobody needs to. All others were not believed. */
export type Taken = 'noted' | 'unknown' | 'too-long' | 'refused' | 'unreadable';

/** What whoever called is answered. A monitor that nobody knows is answered as one that is known: who guesses learns nothing. */
export const statusCodes: Readonly<Record<Taken, number>> = {
  noted: 204,
  unknown: 204,
  'too-long': 413,
  refused: 401,
  unreadable: 400,
};

const mostBytes = 16 * 1024;
/** A monitor that is named again within so many milliseconds, before anybody looked, is looked at once. */
const togetherMs = 5_000;

/** The parts of an event of payload format 2.0 that are read (API Gateway Developer Guide, "Lambda proxy integrations for HTTP APIs"). */
const Call = z.object({
  pathParameters: z.object({ account: z.string() }),
  /** Names in lower case. */
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});
/** A number: variables of the provider are texts in quotation marks. */
const Named = z.object({ monitor: z.string().regex(/^\d{1,20}$/) });

/**
 * Has a monitor looked at that a provider names. The call is believed in nothing else, so that one that is forged, late or repeated does
 * no more than a look; and nothing of it is answered or logged.
 */
export async function takeCall(event: unknown, sides: CallSides): Promise<Taken> {
  const { table, clock, doorbell, secretsOf } = sides;
  const call = Call.safeParse(event);
  if (!call.success) return 'unreadable';
  const { pathParameters, headers, body, isBase64Encoded } = call.data;
  if (Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8') > mostBytes) return 'too-long';
  const given = headers[secretHeader];
  // Whoever calls without a secret costs no read.
  if (given === undefined) return 'refused';
  const accounts = (await readConfiguration(table))?.document.monitors?.accounts ?? [];
  const webhook = accounts.find(({ name }) => name === pathParameters.account)?.webhook;
  if (webhook === undefined) return 'refused';
  if (!isOneOf(await secretsOf(webhook.secret), given)) return 'refused';
  const named = Named.safeParse(parsed(isBase64Encoded ? Buffer.from(body, 'base64').toString() : body));
  if (!named.success) return 'unreadable';
  const { monitor } = named.data;
  const lane = monitorsLane(pathParameters.account);
  if ((await table.get(listedKey(lane, monitor))) === undefined) return 'unknown';
  const generation = Math.floor(clock.now() / togetherMs);
  const item = { lane, key: lookAtMonitor(monitor), row: 'webhook', generation, dueMs: generation * togetherMs };
  try {
    await table.transact([{ ...enqueue(item), when: 'absent' }]);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    return 'noted';
  }
  await doorbell.ring(lane);
  return 'noted';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
