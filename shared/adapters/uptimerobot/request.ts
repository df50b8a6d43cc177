import type { Answer } from '#shared/domain/monitor-account.ts';

/** One call: `path` is the operation's, from the contract. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Whether each such call makes another thing: then 404 does not say that nothing was made. */
  readonly creates?: boolean;
  /** Values in the body that no error may show. */
  readonly secrets?: readonly string[];
}

/** Sends one call, once; `value` is the parsed JSON, undefined where there is no such thing. @throws the errors of `errors.ts` */
export type Send = (request: Request) => Promise<Answer<unknown>>;
