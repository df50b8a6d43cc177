import * as z from 'zod';
import type { Desk } from '#shared/commands/desk.ts';
import { CommandError } from '#shared/errors/command-error.ts';
import type { HistoryQuestion } from '#shared/overview/history.ts';
import type { ExampleApps } from './example-apps.ts';

type Ask = (desk: Desk, parameters: URLSearchParams) => Promise<object>;
type Say = (desk: Desk, body: unknown) => Promise<object>;

/** What may be asked, by path. */
export const answersOf: ReadonlyMap<string, Ask> = new Map<string, Ask>([
  ['/sites', (desk) => desk.sites()],
  ['/plan', (desk) => desk.plan()],
  ['/why', (desk, parameters) => desk.why(parameters.get('host') ?? refuse('name a host: /why?host=www.example.com'))],
  ['/history', (desk, parameters) => desk.history(questionOf(parameters))],
]);

/** One line of words by a person: nothing that a terminal would obey. */
const line = z
  .string()
  .trim()
  .max(300)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'must be one line of text');
const by = line.min(1);
const scope = line.min(1);
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** What may be said, by path. */
export const wordsOf: ReadonlyMap<string, Say> = new Map<string, Say>([
  say('/approve', z.strictObject({ by, scope, expect: line.optional() }), (desk, { by: who, expect, ...rest }) =>
    desk.approve(who, { ...rest, ...(expect === undefined ? {} : { expect }) }),
  ),
  say(
    '/hold',
    z.strictObject({ by, scope, until: time.optional(), why: line.optional(), replace: z.boolean().optional() }),
    (desk, { by: who, until, why, replace, ...rest }) =>
      desk.hold(who, {
        ...rest,
        ...(until === undefined ? {} : { untilMs: until }),
        ...(why === undefined ? {} : { why }),
        ...(replace === undefined ? {} : { replace }),
      }),
  ),
  say('/resume', z.strictObject({ by, scope }), (desk, { by: who, ...wish }) => desk.resume(who, wish)),
  say('/release', z.strictObject({ by, host: line.min(1) }), (desk, { by: who, ...wish }) => desk.release(who, wish)),
  say('/retry', z.strictObject({ by, host: line.min(1) }), (desk, { by: who, ...wish }) => desk.retry(who, wish)),
  say('/forget-cluster', z.strictObject({ by, name: line.min(1) }), (desk, { by: who, ...wish }) =>
    desk.forgetCluster(who, wish),
  ),
  say(
    '/release-ownership',
    z.strictObject({ by, zone: line.min(1), undo: z.boolean().optional() }),
    (desk, { by: who, undo, ...wish }) =>
      desk.releaseOwnership(who, { ...wish, ...(undo === undefined ? {} : { undo }) }),
  ),
]);

/** What may be done to the example applications, by path. */
export const ordersOf = (apps: ExampleApps): ReadonlyMap<string, (body: unknown) => Promise<object>> =>
  new Map([
    ['/stop-app', (body: unknown) => apps.stop(hostIn(body))],
    ['/start-app', (body: unknown) => apps.start(hostIn(body))],
  ]);

function hostIn(body: unknown): string {
  const read = z.strictObject({ host: line.min(1) }).safeParse(body);
  return read.success ? read.data.host.toLowerCase() : refuse('name a host: {"host":"www.example.com"}');
}

function say<Body>(
  path: string,
  schema: z.ZodType<Body>,
  obey: (desk: Desk, body: Body) => Promise<object>,
): readonly [string, Say] {
  return [
    path,
    async (desk, body) => {
      const read = schema.safeParse(body);
      if (read.success) return obey(desk, read.data);
      const [issue] = read.error.issues;
      const field = issue?.path.join('.') ?? '';
      return refuse(`${field === '' ? 'the body' : field}: ${issue?.message ?? 'cannot be read'}`);
    },
  ];
}

function questionOf(parameters: URLSearchParams): HistoryQuestion {
  const host = parameters.get('host');
  const since = parameters.get('since');
  const sinceMs = since === null ? undefined : Date.parse(since);
  if (Number.isNaN(sinceMs)) return refuse('since: write a moment such as 2026-01-02T03:04:05Z');
  return { ...(host === null ? {} : { host }), ...(sinceMs === undefined ? {} : { sinceMs }) };
}

function refuse(message: string): never {
  throw new CommandError('invalid', message);
}
