import * as z from 'zod';
import type { Met } from '#local/cloud/uptimerobot/checks.ts';
import type { UptimeRobotOptions } from '#local/cloud/uptimerobot/options.ts';
import { type Plan, plans } from '#local/cloud/uptimerobot/plans.ts';
import { UptimeRobot } from '#local/cloud/uptimerobot/uptimerobot.ts';

export const startMs = Date.UTC(2026, 0, 1);
/** After every lag. */
export const laterMs = startMs + 10_000;
export const main = 'main-key';

/** A plan that has everything and no end: what a test is not about must not get in its way. */
export const endless: Plan = { ...plans.enterprise, callsPerMinute: 1e9, monitors: 1e6 };

export const contacts = [
  { id: 11, name: 'ops@example.com' },
  { id: 12, name: 'Night & Day' },
];

export const openAccount = (options: Partial<UptimeRobotOptions> = {}): UptimeRobot =>
  new UptimeRobot({
    plan: endless,
    contacts,
    windows: [{ id: 21, name: 'Nightly' }],
    pages: [{ id: 31, name: 'Status <page>' }],
    ...options,
    keys: { [main]: 'main', ...options.keys },
  });

/** The moment last seen. */
const nowOf = (account: UptimeRobot): number => account.snapshot().time.lastMs;

interface Call {
  readonly key?: string;
  readonly body?: unknown;
  readonly nowMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One call, e.g. `call(account, 'GET /monitors?limit=1')`, and what was answered. */
export function call(
  account: UptimeRobot,
  line: string,
  { key = main, body, nowMs = Math.max(laterMs, nowOf(account)), headers }: Call = {},
) {
  const [method = '', target = ''] = line.split(' ');
  const url = new URL(`http://far/v3${target}`);
  const type: Readonly<Record<string, string>> = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = account.handle(
    {
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { authorization: `Bearer ${key}`, ...(headers ?? type) },
      body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
    },
    nowMs,
  );
  const isJson = answer.headers['content-type']?.startsWith('application/json') === true;
  const json: unknown = isJson ? JSON.parse(answer.body) : undefined;
  return { ...answer, json };
}

export const http = {
  type: 'HTTP',
  friendlyName: 'app',
  url: 'https://app.example.com/health',
  interval: 60,
  timeout: 30,
  httpMethodType: 'GET',
} as const;

export const keyword = {
  ...http,
  type: 'KEYWORD',
  keywordType: 'ALERT_NOT_EXISTS',
  keywordCaseType: 'CaseInsensitive',
  keywordValue: 'ok',
} as const;

const Made = z.object({ id: z.number() });
export function create(account: UptimeRobot, over: object = {}, nowMs = startMs): number {
  return Made.parse(call(account, 'POST /monitors', { body: { ...http, ...over }, nowMs }).json).id;
}

const Listed = z.object({ data: z.array(Made), nextLink: z.string().nullable() });
export const idsOf = (account: UptimeRobot, query = '', nowMs?: number): number[] =>
  Listed.parse(call(account, `GET /monitors${query}`, nowMs === undefined ? {} : { nowMs }).json).data.map(
    ({ id }) => id,
  );

/** Ids page by page, as links lead. */
export function walkIds(account: UptimeRobot, path: string, onPage: () => void = () => undefined): number[] {
  const ids: number[] = [];
  for (let next: string | null = path; next !== null; ) {
    const page: z.output<typeof Listed> = Listed.parse(call(account, `GET ${next}`).json);
    ids.push(...page.data.map(({ id }) => id));
    onPage();
    next = page.nextLink?.replace('https://api.uptimerobot.com/v3', '').replace('/?', '?') ?? null;
  }
  return ids;
}

export const up: Met = { status: 200, body: 'OK' };
export const bad: Met = { status: 502, body: '' };
export const silent: Met = { failed: 'timeout' };

/** Makes all checks that are due at a moment, each with what it meets. */
export const check = (account: UptimeRobot, met: Met, nowMs: number) =>
  account.due(nowMs).checks.flatMap((one) => account.record(one, met, nowMs));

/** Checks again and again, as often as they are due, until a moment; what was told meanwhile. */
export function checkUntil(account: UptimeRobot, met: Met, untilMs: number) {
  const calls = [];
  let { nextMs } = account.due(nowOf(account));
  while (nextMs !== undefined && nextMs <= untilMs) {
    calls.push(...check(account, met, nextMs));
    ({ nextMs } = account.due(nextMs));
  }
  return calls;
}

/** An account with one monitor and a webhook that is told of it. */
export function openHooked(data: object = {}, threshold = 0) {
  const account = openAccount();
  const postValue = '{"id":"*monitorID*","type":"*alertType*","why":"*alertDetails*","odd":"*other*"}';
  const hook = { urlToNotify: 'https://hook.example.com/?', postValue, sendAsJSON: true, ...data };
  call(account, 'POST /integrations', { body: { type: 'Webhook', data: hook }, nowMs: startMs });
  const [{ id: alertContactId = 0 } = {}] = account.snapshot().integrations;
  const id = create(account, { assignedAlertContacts: [{ alertContactId, threshold, recurrence: 0 }] });
  return { account, id };
}
