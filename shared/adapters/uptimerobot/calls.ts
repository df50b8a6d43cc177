import type { Clock } from '#shared/domain/clock.ts';
import type { Answer, Pacing } from '#shared/domain/monitor-account.ts';
import { PermanentError, RetryableError, type ThrottledError } from '#shared/errors/kinds.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';
import { errorOf, keyRemedy } from './errors.ts';
import { pacingOf } from './pacing.ts';
import type { Request, Send } from './request.ts';

export interface UptimeRobotOptions {
  /** The account's main API key. */
  readonly apiKey: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Absent: UptimeRobot. Without a final slash, e.g. `http://127.0.0.1:4580/v3`. */
  readonly endpoint?: string;
  /** Absent: the platform's. */
  readonly fetch?: typeof fetch;
  /** What ends a call that takes too long. Default: after `callDeadlineMs`. */
  readonly deadline?: () => AbortSignal;
}

const publicEndpoint = 'https://api.uptimerobot.com/v3';

/** The way to one account. No call is repeated, no redirect followed: the key goes nowhere else. */
export function openCalls({ apiKey, clock, ...options }: UptimeRobotOptions): Send {
  const { endpoint = publicEndpoint, fetch: send = fetch } = options;
  const deadline = options.deadline ?? (() => AbortSignal.timeout(callDeadlineMs));
  return async (request) => {
    // Fetch would quote a key that no header can carry.
    if (!/^[\x21-\x7e]+$/.test(apiKey)) {
      throw new PermanentError('AccessDenied', `UptimeRobot: the API key is none. ${keyRemedy}`, {
        scope: 'surroundings',
      });
    }
    const { method, path, query = {}, body } = request;
    const hasQuery = Object.keys(query).length > 0;
    const url = `${endpoint}${path}${hasQuery ? `?${new URLSearchParams(query)}` : ''}`;
    const type: Readonly<Record<string, string>> = body === undefined ? {} : { 'content-type': 'application/json' };
    const headers = {
      accept: 'application/json',
      'user-agent': 'firstlight',
      authorization: `Bearer ${apiKey}`,
      ...type,
    };
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const met = await exchange(() => send(url, { method, headers, ...text, redirect: 'error', signal: deadline() }));
    if (met instanceof Error) throw unanswered(request, met);
    const secrets = [apiKey, ...(request.secrets ?? [])];
    return understand(request, met, { nowMs: clock.now(), secrets });
  };
}

interface Met {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function exchange(send: () => Promise<Response>): Promise<Met | Error> {
  try {
    const response = await send();
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    return error instanceof Error ? error : new Error('no error object');
  }
}

/** Of the error only its name and code are told: its message may quote what was sent. */
function unanswered({ method, path }: Request, error: Error): RetryableError {
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? ` ${String(cause.code)}` : '';
  return new RetryableError(`UptimeRobot: no answer to ${method} ${path}: ${error.name}${code}`, {
    ambiguous: method !== 'GET',
  });
}

function understand(
  request: Request,
  { status, headers, text }: Met,
  { nowMs, secrets }: { readonly nowMs: number; readonly secrets: readonly string[] },
): Answer<unknown> {
  const pacing: Pacing = pacingOf(headers, nowMs);
  const json = parsed(text);
  if (status >= 200 && status < 300) {
    if (text === '') return { value: null, pacing };
    if (json !== undefined) return { value: json, pacing };
    const where = `${request.method} ${request.path}`;
    throw new RetryableError(`UptimeRobot: the answer to ${where} is no JSON`, { ambiguous: request.method !== 'GET' });
  }
  const error: ThrottledError | RetryableError | PermanentError | 'absent' = errorOf(request, {
    status,
    json,
    headers,
    nowMs,
    secrets,
  });
  if (error === 'absent') return { value: undefined, pacing };
  throw error;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
