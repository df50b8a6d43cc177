import type { ClusterAccess, Credentials } from '#shared/adapters/kubernetes-access.ts';
import type { Clock } from '#shared/domain/clock.ts';
import { plainText } from '#shared/domain/plain-text.ts';
import { RetryableError } from '#shared/errors/kinds.ts';

/** What has not answered for this long is asked anew beside it. */
const hopelessMs = 60_000;
const whyLimit = 200;

/**
 * Asks for the credentials of a request, for no longer than its signal allows. A program that hangs is not begun again
 * with every request: those that wait at a time wait for one answer.
 */
export function timelyCredentials(access: ClusterAccess, clock: Pick<Clock, 'monotonic'>) {
  let asked: { readonly atMs: number; readonly answer: Promise<Credentials> } | undefined;
  const ask = (): Promise<Credentials> => {
    if (asked !== undefined && clock.monotonic() - asked.atMs < hopelessMs) return asked.answer;
    const own = { atMs: clock.monotonic(), answer: access.credentials() };
    asked = own;
    const forget = (): void => {
      if (asked === own) asked = undefined;
    };
    own.answer.then(forget, forget);
    return own.answer;
  };
  /** @throws RetryableError when there are none for the moment; nothing was sent then */
  return async (signal: AbortSignal): Promise<Credentials> => {
    try {
      return await whileOpen(signal, ask());
    } catch (cause) {
      const why = signal.aborted ? 'none in time' : whyOf(cause);
      throw new RetryableError(`no credentials for ${access.name}${why === '' ? '' : `: ${why}`}`, { cause });
    }
  };
}

function whileOpen<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const end = (): void => reject(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}

/** The first line that was said. The error of a parser quotes what it read, which may be a token. */
function whyOf(cause: unknown): string {
  if (cause instanceof SyntaxError) return 'the program that makes them printed no JSON';
  const said = cause instanceof Error ? cause.message : String(cause);
  return plainText(said.trim().split('\n')[0] ?? '', whyLimit);
}
