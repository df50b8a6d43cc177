import * as z from 'zod';
import type { Answer, Page } from '#shared/domain/monitor-account.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import type { Request, Send } from './request.ts';

/** Reads an answer as what it is to be. @throws RetryableError where it is something else */
export function understood<Output>(schema: z.ZodType<Output>, value: unknown, { method, path }: Request): Output {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const where = read.error.issues[0]?.path.join('.') || 'body';
  const ambiguous = method !== 'GET';
  throw new RetryableError(`UptimeRobot: the answer to ${method} ${path} is not understood: ${where}`, { ambiguous });
}

/** Undefined where the path names nothing. */
export async function one<Output>(
  send: Send,
  request: Request,
  schema: z.ZodType<Output>,
): Promise<Answer<Output | undefined>> {
  const { value, pacing } = await send(request);
  return { value: value === undefined ? undefined : understood(schema, value, request), pacing };
}

/** What must be there. @throws RetryableError where it is not */
export async function given<Output>(send: Send, request: Request, schema: z.ZodType<Output>): Promise<Answer<Output>> {
  const { value, pacing } = await send(request);
  return { value: understood(schema, value, request), pacing };
}

/** A page of a list, from a cursor on. The last one has no link, or null for it. */
export async function pageOf<Output>(
  send: Send,
  { path, query = {}, from }: { readonly path: string; readonly query?: Request['query']; readonly from?: string },
  item: z.ZodType<Output>,
): Promise<Answer<Page<Output>>> {
  const cursor = from === undefined ? {} : { cursor: from };
  const request: Request = { method: 'GET', path, query: { ...query, ...cursor } };
  const { value, pacing } = await send(request);
  const { data, nextLink } = understood(
    z.object({ data: z.array(item), nextLink: z.string().nullish() }),
    value,
    request,
  );
  if (nextLink === null || nextLink === undefined) return { value: { items: data }, pacing };
  const next = URL.parse(nextLink, 'https://api.uptimerobot.com')?.searchParams.get('cursor');
  // Taken for the end of the list it would make what is on the next pages anew.
  if (next === null || next === undefined) throw new RetryableError(`UptimeRobot: GET ${path} links to no next page`);
  return { value: { items: data, next }, pacing };
}
