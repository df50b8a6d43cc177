import type { FaultAnswers } from '../route53/faults.ts';
import type { Route53Response } from '../route53/xml-out.ts';

/** What Slack answers instead of doing what was asked; always with status 200 but for the rate ("Web API", "Responses"). */
export interface Refusal {
  readonly error: string;
  readonly [about: string]: unknown;
}

export const isRefusal = (answer: object): answer is Refusal => 'error' in answer;

const headers = { 'content-type': 'application/json; charset=utf-8' };

export const answerJson = (body: object, more: Readonly<Record<string, string>> = {}): Route53Response => ({
  status: 200,
  headers: { ...headers, ...more },
  body: JSON.stringify(body),
});

/** "Rate limits": 429 and Retry-After in whole seconds. */
export const rateLimited = (waitMs: number): Route53Response => ({
  status: 429,
  headers: { ...headers, 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1_000))) },
  body: '{"ok":false,"error":"ratelimited"}',
});

/** "Sending messages using incoming webhooks", "Handling errors": a word as plain text, told apart by the status. */
export const answerText = (status: number, body: string): Route53Response => ({
  status,
  headers: { 'content-type': 'text/html' },
  body,
});

/** "Web API", errors that any method may answer. */
export const faultAnswers: FaultAnswers = {
  throttled: rateLimited(3_000),
  unavailable: answerJson({ ok: false, error: 'service_unavailable' }),
  failed: answerJson({ ok: false, error: 'internal_error' }),
};
