import type { Route53Request } from './route53/request.ts';
import type { Route53Response } from './route53/xml-out.ts';
import type { Caller, CallerRefusal } from './sts/callers.ts';

/** What a request came to, for a log or a test. */
export interface HandledRequest<Action extends string> {
  readonly action: Action | 'unknown';
  readonly request: Route53Request;
  readonly response: Route53Response;
  readonly nowMs: number;
}

/** Nothing, an answer instead of the work, or an answer in place of the true one after the work was done. */
export type Fault = undefined | Route53Response | { readonly after: Route53Response };

/** What every model of a service is given beside what it holds. */
export interface ModelOptions<Action extends string> {
  /** Says whose a request is. Absent: nobody asks, and what belongs to any account is everybody's. */
  readonly callers?: { callerOf(request: Route53Request, nowMs: number): Caller | CallerRefusal };
  /** Called before anything else; decides by seed. */
  readonly faults?: (request: Route53Request, nowMs: number) => Fault;
  readonly onRequest?: (handled: HandledRequest<Action>) => void;
}

/**
 * Answers one request as a model does, or as a fault has it, counts it and tells of it.
 * @param answer the work itself
 */
export function answerWith<Action extends string>(
  { faults, onRequest }: Pick<ModelOptions<Action>, 'faults' | 'onRequest'>,
  { calls, ...asked }: Omit<HandledRequest<Action>, 'response'> & { readonly calls: Map<Action, number> },
  answer: () => Route53Response,
): Route53Response {
  const { action, request, nowMs } = asked;
  if (isKnown(action)) calls.set(action, (calls.get(action) ?? 0) + 1);
  const fault = faults?.(request, nowMs);
  const response = fault !== undefined && 'status' in fault ? fault : answer();
  const told = fault !== undefined && 'after' in fault ? fault.after : response;
  onRequest?.({ ...asked, response: told });
  return told;
}

const isKnown = <Action extends string>(action: Action | 'unknown'): action is Action => action !== 'unknown';
