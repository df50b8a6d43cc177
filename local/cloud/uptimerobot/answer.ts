import type { FaultAnswers } from '../route53/faults.ts';
import type { Route53Response } from '../route53/xml-out.ts';
import { operationOf } from './operations.ts';

/** What UptimeRobot answers instead of doing what was asked. */
export interface Refusal {
  readonly status: number;
  readonly refused: string | readonly string[];
  readonly code?: string;
}

/**
 * Sources: codes -28001 to -31002 as uptimerobot/ai, skills/errors lists them; `000-004`, `003-005`, `021-003`, the form of
 * validation errors, of an unknown route and 415 as GoSuccessHQ/uptimerobot-api saw them (its tests, "verified live").
 * Assumption: the HTTP statuses of -28001, -28002 and -31002.
 */
export const refusals = {
  invalidToken: { status: 401, refused: 'Invalid token.', code: '003-005' },
  readOnlyKey: { status: 403, refused: 'Access denied: the API key may only read.', code: '-31002' },
  monitorLimit: { status: 403, refused: 'Monitor limit of the subscription exceeded.', code: '-28001' },
  plan: (what: string): Refusal => ({
    status: 403,
    refused: `Subscription limit exceeded: ${what}.`,
    code: '-28002',
  }),
  noIntegrations: { status: 403, refused: 'This integration is not available for current user.', code: '021-003' },
  invalid: (messages: readonly string[]): Refusal => ({ status: 400, refused: messages }),
  blacklisted: { status: 400, refused: 'The URL is blacklisted: it must be reachable from outside.', code: '-29001' },
  notFound: (what: string): Refusal => ({ status: 404, refused: `${what} not found`, code: '000-004' }),
  unknownReference: (what: string): Refusal => ({ status: 404, refused: `${what} not found`, code: '-30003' }),
  unsupportedMediaType: { status: 415, refused: 'Unsupported Media Type' },
  failed: { status: 500, refused: 'Internal Server Error' },
  unknownRoute: (method: string, path: string): Refusal => ({ status: 404, refused: `Cannot ${method} ${path}` }),
} as const;

export const isRefusal = (answer: object): answer is Refusal => 'refused' in answer;

const json = { 'content-type': 'application/json; charset=utf-8' };

export const answerJson = (status: number, body: object | undefined): Route53Response => ({
  status,
  headers: body === undefined ? {} : json,
  body: body === undefined ? '' : JSON.stringify(body),
});

export function answerRefusal({ status, refused, code }: Refusal): Route53Response {
  const more = code === undefined ? { error: names[status] ?? 'Error', statusCode: status } : { code };
  return answerJson(status, { message: refused, ...more });
}

const names: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
};

/** No JSON, as users of its predecessor met it (louy/terraform-provider-uptimerobot#106). */
export const throttled = (retryAfterSeconds: number): Route53Response => ({
  status: 429,
  headers: { 'content-type': 'text/html; charset=utf-8', 'retry-after': String(retryAfterSeconds) },
  body: `Rate limit exceeded, retry in ${retryAfterSeconds} seconds`,
});

export const faultAnswers: FaultAnswers = {
  throttled: throttled(6),
  unavailable: { status: 502, headers: { 'content-type': 'text/html' }, body: '<html><h1>502 Bad Gateway</h1></html>' },
  failed: answerRefusal(refusals.failed),
  // A monitor that was made answers that there is none (uptimerobot/terraform-provider-uptimerobot, CHANGELOG 1.9.3).
  failedTo: ({ method, path }) =>
    operationOf(method, path)?.action === 'POST /monitors' ? answerRefusal(refusals.notFound('Monitor')) : undefined,
};
