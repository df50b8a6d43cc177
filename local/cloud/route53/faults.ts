import { operationOf } from './operations.ts';
import { priorRequestNotComplete, type Refusal, throttling } from './refusal.ts';
import type { Route53Request } from './request.ts';
import { answerRefusal, type Route53Response } from './xml-out.ts';

export type Handle = (request: Route53Request, nowMs: number) => Route53Response;

/** What may go wrong on the way to Route 53 and back. */
export type FaultKind =
  /** Too many requests, for the account's other programs count too; nothing is done. */
  | 'throttled'
  /** The zone is busy with somebody's request; only of changes, nothing is done. */
  | 'busy'
  /** 503, nothing is done. */
  | 'unavailable'
  /** The request never arrives: a broken connection, nothing is done. */
  | 'unheard'
  /** 500 although the work was done. */
  | 'failedAfter'
  /** The work is done and its answer never arrives. */
  | 'lostAnswer'
  /** The work is done at once and its answer comes late. */
  | 'slow';

export interface FaultOptions {
  /** The share of requests that each kind strikes, 0 to 1; together at most 1. */
  readonly shares: Readonly<Partial<Record<FaultKind, number>>>;
  /** Gives numbers in [0, 1), from a seed; one is drawn for each request, and a second one for a slow answer. */
  readonly random: () => number;
  /** The latest that a slow answer comes. Default: 20 s, twice the deadline of a call. */
  readonly slowestMs?: number;
  /** In the words of the service. Default: Route 53's. */
  readonly answers?: FaultAnswers;
}

/** What a service says in trouble. `busy`: absent where it has no such word. */
export interface FaultAnswers {
  readonly throttled: Route53Response;
  readonly unavailable: Route53Response;
  readonly failed: Route53Response;
  /** What stands for `failed` in answer to a request, where the service has words of its own for it. */
  readonly failedTo?: (request: Route53Request) => Route53Response | undefined;
  readonly busy?: { readonly answer: Route53Response; readonly isMet: (request: Route53Request) => boolean };
}

/**
 * Puts faults before a model, or after it: `handle` in, `handle` out, so the same seed breaks the same requests in a simulation
 * and behind a socket. Status 0 stands for a connection that broke, `lateMs` for how long the transport is to wait.
 */
export function withFaults(
  handle: Handle,
  { shares, random, slowestMs = 20_000, answers = route53Answers }: FaultOptions,
): Handle {
  return (request, nowMs) => {
    const kind = draw(shares, random());
    if (kind === undefined) return handle(request, nowMs);
    if (kind === 'busy') return answers.busy?.isMet(request) === true ? answers.busy.answer : handle(request, nowMs);
    if (kind === 'throttled' || kind === 'unavailable') return answers[kind];
    if (kind === 'unheard') return brokenConnection;
    const answer = handle(request, nowMs);
    if (kind === 'slow') return { ...answer, lateMs: Math.ceil(random() * slowestMs) };
    return kind === 'lostAnswer' ? brokenConnection : (answers.failedTo?.(request) ?? answers.failed);
  };
}

function draw(shares: FaultOptions['shares'], drawn: number): FaultKind | undefined {
  let upTo = 0;
  for (const kind of kinds) {
    upTo += shares[kind] ?? 0;
    if (drawn < upTo) return kind;
  }
  return undefined;
}

const kinds: readonly FaultKind[] = [
  'throttled',
  'busy',
  'unavailable',
  'unheard',
  'failedAfter',
  'lostAnswer',
  'slow',
];

const isChange = ({ method, path }: Route53Request): boolean =>
  operationOf(method, path)?.action === 'ChangeResourceRecordSets';

/** Source: API reference, "Common Errors". */
const serviceUnavailable: Refusal = {
  status: 503,
  code: 'ServiceUnavailable',
  message: 'The request has failed due to a temporary failure of the server.',
};
/** Source: API reference, "Common Errors". */
const internalFailure: Refusal = {
  status: 500,
  code: 'InternalFailure',
  message: 'The request processing has failed because of an unknown error, exception or failure.',
};

/** A connection that broke, whatever was done. */
export const brokenConnection: Route53Response = { status: 0, headers: {}, body: '' };

/** What is answered by those kinds that do nothing. */
export const insteadOfWork = {
  throttled: answerRefusal(throttling, 'fault'),
  busy: answerRefusal(priorRequestNotComplete, 'fault'),
  unavailable: answerRefusal(serviceUnavailable, 'fault'),
  unheard: brokenConnection,
} as const satisfies Readonly<Partial<Record<FaultKind, Route53Response>>>;

const route53Answers: FaultAnswers = {
  throttled: insteadOfWork.throttled,
  unavailable: insteadOfWork.unavailable,
  failed: answerRefusal(internalFailure, 'fault'),
  busy: { answer: insteadOfWork.busy, isMet: isChange },
};
