import * as z from 'zod';
import { plainText } from '#shared/domain/plain-text.ts';
import type { ApiAnswer } from '../kubernetes/api.ts';
import { retryAfterMs } from '../kubernetes/retry-after.ts';
import { parse } from '../kubernetes/watch-event.ts';

/**
 * What the API server makes of a request. unserved: it knows no such kind (no CustomResourceDefinition). noNamespace: that
 * is gone, or going. missing, exists, conflict: the object is not there, already there, not as it was read. invalid: it
 * will never be taken as it is. later: it may be next time, after `afterMs`.
 */
export type Refused =
  | {
      readonly what: 'forbidden' | 'unserved' | 'noNamespace' | 'missing' | 'exists' | 'conflict' | 'invalid';
      readonly message: string;
    }
  | { readonly what: 'later'; readonly message: string; readonly afterMs: number };

export type Answer = { readonly what: 'done'; readonly body: unknown } | Refused;

/** Kubernetes API reference, Status; a proxy in between may answer with plain text. */
const Status = z.object({
  kind: z.literal('Status'),
  message: z.string().default(''),
  reason: z.string().default(''),
  details: z
    .object({ kind: z.string().default(''), causes: z.array(z.object({ reason: z.string().optional() })).default([]) })
    .default({ kind: '', causes: [] }),
});

const messageLimit = 300;

/** @throws RetryableError when the connection ends meanwhile */
export async function readAnswer(answer: ApiAnswer, plural: string): Promise<Answer> {
  const text = await answer.text();
  const body = parse(text);
  if (answer.status >= 200 && answer.status < 300) return { what: 'done', body };
  const parsed = Status.safeParse(body);
  const said = parsed.success ? parsed.data : undefined;
  const message = plainText(said?.message ?? text, messageLimit) || `HTTP ${answer.status}`;
  const what = meaningOf(answer.status, said, plural);
  return what === 'later' ? { what, message, afterMs: retryAfterMs(answer.headers) } : { what, message };
}

/** Kubernetes API conventions, "HTTP Status codes" and "Response Status Kind": the status decides, then the reason. */
function meaningOf(status: number, said: z.infer<typeof Status> | undefined, plural: string): Refused['what'] {
  if (status === 403) {
    const isGoing = said?.details.causes.some(({ reason }) => reason === 'NamespaceTerminating') === true;
    return isGoing ? 'noNamespace' : 'forbidden';
  }
  if (status === 401) return 'forbidden';
  if (status === 404) {
    if (said?.details.kind === 'namespaces') return 'noNamespace';
    return said?.details.kind === plural ? 'missing' : 'unserved';
  }
  if (status === 409) return said?.reason === 'AlreadyExists' ? 'exists' : 'conflict';
  if (status === 405) return 'unserved';
  return status === 400 || status === 413 || status === 415 || status === 422 ? 'invalid' : 'later';
}
