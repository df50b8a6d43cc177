import { isRecord } from '../projection/fields.ts';
import type { ApiAnswer } from './api.ts';
import { retryAfterMs } from './retry-after.ts';
import { parse } from './watch-event.ts';

/** An answer other than what was asked for. */
export interface Refusal {
  /**
   * forbidden: rights or credentials are missing; absent: nothing is served there; expired: what was asked to go on from
   * is forgotten; unsupported: the server does not know what was asked; failed: may pass by itself.
   */
  readonly what: 'forbidden' | 'absent' | 'expired' | 'unsupported' | 'failed';
  readonly status: number;
  /** How long the server asks to be left alone. */
  readonly afterMs: number;
  readonly message: string;
}

const messageLimit = 300;

/** Reads an answer that is no success; its body may be a Status object or plain text. @throws RetryableError */
export async function readRefusal(answer: ApiAnswer): Promise<Refusal> {
  const body = await answer.text();
  const status = parse(body);
  const message = isRecord(status) && typeof status['message'] === 'string' ? status['message'] : body;
  return {
    what: meanings.get(answer.status) ?? 'failed',
    status: answer.status,
    afterMs: retryAfterMs(answer.headers),
    message: message.trim().slice(0, messageLimit),
  };
}

/** By status alone (Kubernetes API conventions, "HTTP Status codes"). */
const meanings: ReadonlyMap<number, Refusal['what']> = new Map([
  [400, 'unsupported'],
  [401, 'forbidden'],
  [403, 'forbidden'],
  [404, 'absent'],
  [410, 'expired'],
  [422, 'unsupported'],
]);
