import type { Slack } from '#local/cloud/slack/slack.ts';
import { alertsCapability } from '../../../functions/alerts/handler.ts';
import { slackChannel } from '../../../shared/adapters/slack.ts';
import { slackWebhook } from '../../../shared/adapters/slack-webhook.ts';
import type { AlertsInput } from '../../../shared/configuration/define.ts';
import { alertsLane } from '../../../shared/rows/alert-rows.ts';
import { type AlertNews, alertActions } from '../../../shared/runtime/alert-writes.ts';
import { readConfiguration, writeConfiguration } from '../../../shared/runtime/configuration-row.ts';
import { readFirstItem } from '../../../shared/runtime/selection.ts';
import type { Table } from '../../../shared/runtime/table.ts';
import { enqueue } from '../../../shared/runtime/work-item.ts';
import { workspace } from '../../local/cloud/slack/ask.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { runDrain } from '../../support/run-drain.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
import { testConfiguration } from '../claims/samples.ts';

const secret = { environment: 'TOKEN' };
export const ops = { name: 'ops', kind: 'slack', token: secret, channel: '#ops' } as const;
export const hook = { name: 'hook', kind: 'slack-webhook', url: secret } as const;

/** The alerts function before a strict workspace, as claims and others write alerts. */
export async function alertsWorld(alerts: AlertsInput = { channels: [ops] }, slack: Slack = workspace()) {
  const table = memoryTable();
  const clock = virtualClock();
  const said: string[] = [];
  const transport: typeof fetch = async (url, init) => {
    const { status, headers, body } = slack.handle(
      {
        method: 'POST',
        path: new URL(String(url)).pathname,
        query: {},
        headers: Object.fromEntries(new Headers(init?.headers)),
        body: String(init?.body),
      },
      clock.now(),
    );
    if (status === 200) said.push(blockOf(String(init?.body)));
    if (status === 0) throw new TypeError('fetch failed');
    return new Response(body, { status, headers });
  };
  const token = { value: 'xoxb-good' };
  const capability = alertsCapability({
    open: async (channel) =>
      channel.kind === 'slack'
        ? slackChannel({ token: token.value, channel: channel.channel, fetch: transport, url: 'http://slack/api/' })
        : slackWebhook({ url: 'http://slack/services/T/B/ops', fetch: transport }),
  });
  const configure = (policy: AlertsInput | undefined) =>
    writeConfiguration(table, {
      ...testConfiguration(),
      ...(policy === undefined ? {} : { alerts: { routes: [], digestFrom: 3, flapWindowSeconds: 600, ...policy } }),
    });
  await configure(alerts);
  const drain = (lane: string, mortal: Table = table) =>
    runDrain({ capability, lane: alertsLane(lane), table: mortal, clock });
  return {
    table,
    clock,
    slack,
    token,
    configure,
    drain,
    async tell(...news: readonly AlertNews[]): Promise<void> {
      const configuration = await readConfiguration(table);
      if (configuration === undefined) throw new Error('not configured');
      const now = clock.now;
      await table.transact([
        ...(await alertActions({ table, configuration, now, enqueue: async (items) => items.map(enqueue) }, news)),
      ]);
    },
    /** Drains the lane as often as it has something to do within the time. */
    async settle(withinMs = 30_000, lane = 'ops'): Promise<void> {
      const endMs = clock.now() + withinMs;
      await drain(lane);
      for (;;) {
        const first = await readFirstItem(table, alertsLane(lane));
        if (first === undefined || first.dueMs > endMs) break;
        clock.advance(Math.max(1_000, first.dueMs - clock.now()));
        await drain(lane);
      }
    },
    /** All that Slack was asked to show and answered, in that order. */
    said: (): readonly string[] => said,
    texts: () =>
      slack
        .channels()
        .flatMap(({ messages }) =>
          messages.map(({ text, shown, threadTs }) => `${threadTs === undefined ? '' : '  '}${shown ?? text}`),
        ),
  };
}

const blockOf = (body: string): string => new URLSearchParams(body).get('blocks') ?? body;
