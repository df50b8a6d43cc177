import type { Route53Request } from '../route53/request.ts';
import type { Route53Response } from '../route53/xml-out.ts';
import { acts } from './acts.ts';
import { answerJson, answerRefusal, isRefusal, type Refusal, refusals, throttled } from './answer.ts';
import type { Operation } from './operations.ts';
import { countCall } from './rate.ts';
import type { Ask } from './state.ts';

/** What a key may do. */
export type Right = 'main' | 'read-only';

/** The account at a moment, and its keys. */
export interface Account extends Pick<Ask, 'state' | 'plan' | 'limits' | 'contacts' | 'windows' | 'nowMs'> {
  readonly keys: ReadonlyMap<string, Right>;
}

/** Knows the asker, counts the call, does it. The headers that tell the rate stand on every answer to a known key. */
export function serve(account: Account, request: Route53Request, operation: Operation | undefined): Route53Response {
  const { state, plan, limits, keys, nowMs } = account;
  const right = keys.get(/^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1] ?? '');
  if (right === undefined) return answerRefusal(refusals.invalidToken);
  const { callsPerMinute } = plan;
  const counted = countCall(state.period, nowMs, { callsPerMinute, resetSays: limits.resetSays });
  state.period = counted.period;
  const answer = counted.isOver ? throttled(counted.retryAfterSeconds) : act(account, request, { operation, right });
  return { ...answer, headers: { ...answer.headers, ...counted.headers } };
}

interface Allowed {
  readonly operation: Operation | undefined;
  readonly right: Right;
}

/** Does what is asked for, if it is an operation and the right suffices. */
export function act(account: Account, request: Route53Request, { operation, right }: Allowed): Route53Response {
  const { method, path, query } = request;
  if (operation === undefined) return answerRefusal(refusals.unknownRoute(method, path));
  if (right === 'read-only' && method !== 'GET') return answerRefusal(refusals.readOnlyKey);
  const body = readBody(request);
  if (isRefusal(body)) return answerRefusal(body);
  const id = operation.id === '' ? Number.NaN : Number(operation.id);
  const [run, status] = acts[operation.action];
  const answer = run({ ...account, ...body, query, id, idText: operation.id });
  return answer !== undefined && isRefusal(answer) ? answerRefusal(answer) : answerJson(status, answer);
}

/** Without JSON's content type what has a body is 415 (GoSuccessHQ/uptimerobot-api, "verified live"). */
function readBody({ method, headers, body }: Route53Request): { readonly input: unknown } | Refusal {
  if (method === 'GET' || method === 'DELETE') return { input: undefined };
  if (headers['content-type']?.startsWith('application/json') !== true) return refusals.unsupportedMediaType;
  try {
    return { input: JSON.parse(body === '' ? '{}' : body) };
  } catch {
    return refusals.invalid(['Unexpected token in JSON']);
  }
}
