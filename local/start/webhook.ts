import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Scheduler } from '#shared/domain/clock.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { monitorsLanes } from '#shared/rows/monitor-lanes.ts';
import { monitorAccountKey } from '#shared/rows/monitor-rows.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import { put, type Table } from '#shared/runtime/table.ts';
import { statusCodes, takeCall } from '../../functions/monitors/webhook/take-call.ts';
import { callPath } from '../../functions/monitors/webhook/words.ts';
import type { MonitorPorts } from '../../functions/monitors/work.ts';
import { listen } from '../cloud/tls/front.ts';
import { describeError, type Notes } from './notes.ts';

export interface LocalWebhook {
  /** Where an account's calls go, with the secret of this process. */
  readonly placeOf: NonNullable<MonitorPorts['webhook']>;
  close(): Promise<void>;
}

interface Sides {
  readonly table: Table;
  readonly scheduler: Scheduler;
  readonly notes: Notes;
  readonly ring: Doorbell['ring'];
}

/** What a deployment has behind its HTTP API: local providers of checks say here that a monitor turned. On 127.0.0.1, any free port. */
export async function serveWebhook({ table, scheduler, notes, ring }: Sides): Promise<LocalWebhook> {
  const secret = randomUUID();
  const sides = { table, clock: scheduler, doorbell: { ring }, secretsOf: async () => [secret] };
  const server = createServer((request, response) => {
    const { url = '', method, headers } = request;
    const account = /^\/monitors\/([^/?]+)$/.exec(url)?.[1];
    if (method !== 'POST' || account === undefined) return void response.writeHead(404).end();
    text(request)
      .then((body) => takeCall({ pathParameters: { account }, headers, body }, sides))
      .then((taken) => response.writeHead(statusCodes[taken]).end())
      .catch((error: unknown) => {
        notes.add(`a call of a provider: ${describeError(error)}`);
        response.writeHead(500).end();
      });
  });
  const { port, close } = await listen(server, 0);
  return {
    placeOf: async ({ name, webhook }) => webhook && { url: `http://127.0.0.1:${port}${callPath(name)}`, secret },
    close,
  };
}

/** Has the webhooks looked at that the process before has made: they lead to its port. */
export async function lookAtWebhooks(table: Table, configuration: Configuration): Promise<void> {
  for (const key of monitorsLanes(configuration).map(monitorAccountKey)) {
    const known = await table.get(key);
    if (known?.webhook === undefined) continue;
    await table.transact([put(key, { ...known, webhook: { ...known.webhook, againMs: 0 } })]);
  }
}
