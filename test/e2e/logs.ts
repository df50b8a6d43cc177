import * as z from 'zod';
import { callAws, root } from './aws.ts';
import { logGroupOf } from './functions.ts';
import { account } from './installation.ts';

const page = z.object({ events: z.array(z.object({ message: z.string() })), nextToken: z.string().optional() });

/** What a function has logged so far. */
export async function linesOf(name: string, of = account): Promise<readonly string[]> {
  const logGroupName = await logGroupOf(of, name);
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Logs_20140328.FilterLogEvents' };
  const lines: string[] = [];
  for (let nextToken: string | undefined; ; ) {
    const body = JSON.stringify({ logGroupName, limit: 10_000, ...(nextToken === undefined ? {} : { nextToken }) });
    const answer = page.parse(JSON.parse((await callAws({ service: 'logs', headers, body }, root(of))).text));
    lines.push(...answer.events.map(({ message }) => message));
    nextToken = answer.nextToken;
    if (nextToken === undefined || answer.events.length === 0) return lines;
  }
}

/** How often a lane was rung, and how many of these calls drained it. */
export async function drainsOf(
  name: string,
  lane: string,
): Promise<{ readonly rings: number; readonly drains: number }> {
  const ours = (await linesOf(name)).filter((line) => line.includes(`"lane":"${lane}"`));
  return { rings: ours.length, drains: ours.filter((line) => line.includes('"result":"drained"')).length };
}
