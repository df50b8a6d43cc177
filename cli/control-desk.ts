import { request } from 'node:http';
import * as z from 'zod';
import type { ApproveAnswer } from '#shared/commands/approve.ts';
import type { Desk } from '#shared/commands/desk.ts';
import type { ForgetClusterAnswer } from '#shared/commands/forget-cluster.ts';
import type { HoldAnswer } from '#shared/commands/hold.ts';
import type { ReleaseHostAnswer } from '#shared/commands/release-host.ts';
import type { ReleaseOwnershipAnswer } from '#shared/commands/release-ownership.ts';
import type { ResumeAnswer } from '#shared/commands/resume.ts';
import type { RetryAnswer } from '#shared/commands/retry.ts';
import { CommandError } from '#shared/errors/command-error.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import type { Overview } from '#shared/overview/document.ts';
import type { HistoryEntry } from '#shared/overview/history.ts';
import type { Plan } from '#shared/overview/plan-document.ts';
import { isoOf } from '#shared/overview/safety.ts';
import type { WhyDocument } from '#shared/overview/why-document.ts';

/** The desk of a running sandbox, over its control port. */
export function controlDesk(address: string, guessed: boolean): Desk {
  const to = { base: baseOf(address), guessed };
  const word = (by: string, wish: object): string => JSON.stringify({ by, ...wish });
  return {
    sites: () => ask(to, '/sites', shapeOf<Overview>('sites', 'releases', 'holds', 'notices')),
    plan: () => ask(to, '/plan', shapeOf<Plan>('summary', 'entries')),
    why: (host) => ask(to, `/why?${new URLSearchParams({ host })}`, shapeOf<WhyDocument>('host', 'sites', 'claims')),
    history({ host, sinceMs }) {
      const question = new URLSearchParams({
        ...(host === undefined ? {} : { host }),
        ...(sinceMs === undefined ? {} : { since: isoOf(sinceMs) }),
      });
      return ask(to, `/history?${question}`, z.array(shapeOf<HistoryEntry>('at', 'host', 'action', 'by')));
    },
    approve: (by, wish) => ask(to, '/approve', shapeOf<ApproveAnswer>('message'), word(by, wish)),
    hold: (by, { untilMs, ...wish }) => {
      const until = untilMs === undefined ? {} : { until: isoOf(untilMs) };
      return ask(to, '/hold', shapeOf<HoldAnswer>('message'), word(by, { ...wish, ...until }));
    },
    resume: (by, wish) => ask(to, '/resume', shapeOf<ResumeAnswer>('message', 'held'), word(by, wish)),
    release: (by, wish) => ask(to, '/release', shapeOf<ReleaseHostAnswer>('message'), word(by, wish)),
    retry: (by, wish) => ask(to, '/retry', shapeOf<RetryAnswer>('message'), word(by, wish)),
    forgetCluster: (by, wish) => ask(to, '/forget-cluster', shapeOf<ForgetClusterAnswer>('message'), word(by, wish)),
    releaseOwnership: (by, wish) =>
      ask(to, '/release-ownership', shapeOf<ReleaseOwnershipAnswer>('message', 'left'), word(by, wish)),
  };
}

/** Both ends are of one version; what is looked at is that something else does not answer there. */
const shapeOf = <Shape>(...fields: readonly (keyof Shape & string)[]): z.ZodType<Shape> =>
  z.custom<Shape>((value) => typeof value === 'object' && value !== null && fields.every((field) => field in value), {
    error: `must hold ${fields.join(', ')}`,
  });

function baseOf(address: string): URL {
  const text = /^\d+$/.test(address) ? `http://127.0.0.1:${address}` : address;
  if (!URL.canParse(text) || new URL(text).protocol !== 'http:') {
    throw new UsageError(`--control ${JSON.stringify(address)} is no address: write http://127.0.0.1:5302`);
  }
  return new URL(text);
}

interface Far {
  readonly base: URL;
  /** Nobody named the address. */
  readonly guessed: boolean;
}

const failure = z.object({ error: z.string(), fault: z.enum(['invalid', 'unknown', 'conflict']).optional() });

/** @throws UsageError when nobody answers there; CommandError as the sandbox gave it */
async function ask<Shape>(far: Far, path: string, shape: z.ZodType<Shape>, body?: string): Promise<Shape> {
  const { status, text } = await exchange(far, path, body);
  const parsed = jsonOf(text);
  const answer = status === 200 ? shape.safeParse(parsed) : undefined;
  if (answer?.success) return answer.data;
  const refusal = failure.safeParse(parsed);
  if (!refusal.success || status === 200) {
    throw new UsageError(
      `what answers at ${far.base.origin} is no sandbox of this version: name another one with --control or --data`,
    );
  }
  throw new CommandError(refusal.data.fault ?? 'invalid', refusal.data.error);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const timeoutMs = 30_000;

function exchange(
  { base, guessed }: Far,
  path: string,
  body: string | undefined,
): Promise<{ status: number; text: string }> {
  const url = new URL(path, base);
  const headers =
    body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      { method: body === undefined ? 'GET' : 'POST', headers, timeout: timeoutMs },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
        response.on('error', failed);
      },
    );
    const failed = (cause: Error): void => {
      const instead = guessed
        ? 'start one with npm start, or name --stack NAME, --data DIR or --control URL'
        : 'is it running?';
      reject(new UsageError(`no sandbox answers at ${base.origin}: ${instead}`, { cause }));
    };
    call.on('error', failed);
    call.on('timeout', () => call.destroy(new Error('no answer in time')));
    call.end(body);
  });
}
