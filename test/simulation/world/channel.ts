import { AsyncLocalStorage } from 'node:async_hooks';
import { brokenConnection } from '#local/cloud/route53/faults.ts';
import { faultAnswers } from '#local/cloud/slack/answer.ts';
import { Slack } from '#local/cloud/slack/slack.ts';
import { slackChannel } from '#shared/adapters/slack.ts';
import type { Chat } from '#shared/domain/chat.ts';
import type { Engine } from '../engine/engine.ts';
import type { Process } from '../engine/process.ts';
import { through } from './through.ts';

/** What came to stand in the channel, whatever was answered. */
export interface Said {
  readonly kind: 'post' | 'update';
  readonly ts: string;
  /** As people read it. */
  readonly text: string;
  readonly threadTs?: string;
  readonly by: Process;
  readonly nowMs: number;
}

/** The channel that people read: the strict Slack behind the real adapter. */
export interface Channel {
  portOf(process: Process, channel: string): Chat;
  archive(archived: boolean): void;
  /** The messages that stand there now. */
  messages(): readonly { readonly ts: string; readonly text: string; readonly threadTs?: string | undefined }[];
  onSaid(listener: (said: Said) => void): void;
}

const token = 'xoxb-simulation';
const ops = { id: 'C1', name: 'ops', members: ['B1'] };

export function createChannel(engine: Engine): Channel {
  const { scheduler, faults, trace } = engine;
  const asking = new AsyncLocalStorage<Process>();
  const listeners: ((said: Said) => void)[] = [];
  const slack = new Slack({
    channels: [ops],
    tokens: [{ token, bot: 'B1', scopes: ['chat:write'] }],
    faults: () => {
      if (faults.hit('slack.throttled')) return faultAnswers.throttled;
      if (faults.hit('slack.error')) return faultAnswers.unavailable;
      return faults.hit('slack.answerLost') ? { after: brokenConnection } : undefined;
    },
  });
  const messages = () =>
    slack
      .channels()
      .flatMap((one) => one.messages.map(({ ts, text, shown = text, threadTs }) => ({ ts, text: shown, threadTs })));
  const tell = (before: ReturnType<typeof messages>): void => {
    const by = asking.getStore();
    if (by === undefined) return;
    for (const [index, { ts, text, threadTs }] of messages().entries()) {
      const known = before[index];
      if (known?.text === text) continue;
      const kind = known === undefined ? 'post' : 'update';
      trace.note(by.name, `slack ${kind} ${ts} ${text}`);
      const said = {
        kind,
        ts,
        text,
        ...(threadTs === undefined ? {} : { threadTs }),
        by,
        nowMs: scheduler.now(),
      } as const;
      for (const listener of listeners) listener(said);
    }
  };
  const transport: typeof fetch = async (url, init) => {
    const path = new URL(String(url)).pathname;
    const headers = Object.fromEntries(new Headers(init?.headers));
    const before = messages();
    const request = { method: 'POST', path, query: {}, headers, body: String(init?.body) };
    const answer = slack.handle(request, scheduler.now());
    tell(before);
    if (answer.status === 0) throw new TypeError('fetch failed');
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
  return {
    portOf: (process, channel) =>
      through(slackChannel({ token, channel, fetch: transport, url: 'http://slack/api/' }), (what, run) =>
        process.call(`slack.${what}`, () => asking.run(process, () => engine.real(run))),
      ),
    archive: (archived) => slack.put({ ...ops, archived }),
    messages,
    onSaid: (listener) => void listeners.push(listener),
  };
}
