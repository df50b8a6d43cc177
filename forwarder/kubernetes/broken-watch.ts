import type { SourceState } from '#shared/domain/objects.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import type { WatchedKind } from '../joins/watched-kinds.ts';
import { resourceName } from './paths.ts';
import type { Refusal } from './refusal.ts';

/** Why a kind cannot be followed as it was. */
export type Break =
  /** It can be gone on with after a while; `ending`: what to call it. */
  | { readonly what: 'retry'; readonly ending: 'refused' | 'failed'; readonly afterMs: number }
  /** What was told so far cannot be continued: all is listed again. */
  | { readonly what: 'list'; readonly ending: 'expired' | 'refused' | 'failed'; readonly afterMs: number }
  /** The kind as a whole is not there to be read any more. */
  | { readonly what: 'notListed'; readonly state: Exclude<SourceState, 'listed'>; readonly message: string };

/** Ends a watch from within. */
export class BrokenWatchError extends Error {
  override readonly name = 'BrokenWatchError';
  readonly break: Break;
  constructor(why: Break) {
    super(`the watch broke: ${why.what}`);
    this.break = why;
  }
}

/** In-stream errors carry the status of an answer (Kubernetes API concepts, "410 Gone responses"). */
export const breakOfError = (code: number): Break =>
  code === 410 ? { what: 'list', ending: 'expired', afterMs: 0 } : { what: 'retry', ending: 'failed', afterMs: 0 };

/** What a refused list or watch of a kind means for it. */
export function breakOfRefusal(refusal: Refusal, verb: 'list' | 'watch', kind: WatchedKind): Break {
  const { what, status, afterMs, message } = refusal;
  const name = resourceName(kind);
  if (what === 'absent')
    return { what: 'notListed', state: 'absent', message: `the API server does not serve ${name}` };
  if (what === 'forbidden') {
    const why =
      status === 401
        ? 'the API server does not accept the credentials'
        : `may not ${verb} ${name}: add the verbs list and watch to the role (${message})`;
    return { what: 'notListed', state: 'forbidden', message: why };
  }
  if (what === 'failed') return { what: 'retry', ending: 'refused', afterMs };
  return { what: 'list', ending: what === 'expired' ? 'expired' : 'refused', afterMs };
}

/** What nobody foresaw would come again from the same place. */
export function reasonOf(error: unknown): Break {
  if (error instanceof BrokenWatchError) return error.break;
  return { what: error instanceof RetryableError ? 'retry' : 'list', ending: 'failed', afterMs: 0 };
}
