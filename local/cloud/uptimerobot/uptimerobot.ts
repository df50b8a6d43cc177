import { answerWith } from '../model-options.ts';
import { advanceTime } from '../model-time.ts';
import type { Route53Request } from '../route53/request.ts';
import type { Route53Response } from '../route53/xml-out.ts';
import type { WebhookCall } from './alerts.ts';
import type { Check, Met } from './checks.ts';
import { addGiven } from './given.ts';
import { allMonitors, dueChecks, nextCheckMs, recordCheck } from './life.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { StoredMonitor } from './monitor.ts';
import { type Action, operationOf } from './operations.ts';
import type { UptimeRobotOptions } from './options.ts';
import { type Plan, plans } from './plans.ts';
import { type Account, act, type Right, serve } from './serve.ts';
import {
  emptyState,
  loadState,
  type Snapshot,
  type State,
  type StoredIncident,
  storeState,
  writeMonitor,
} from './state.ts';

/**
 * One account of UptimeRobot, API v3, as a state machine: no sockets, no clock, no chance. It refuses what the real one refuses and lags
 * as it does; what is up and down it is told by whoever makes the checks (`watch.ts`). Sources: the provider's OpenAPI document ("the
 * contract"), and what each rule names.
 */
export class UptimeRobot {
  readonly #options: UptimeRobotOptions;
  readonly #limits: Limits;
  readonly #keys: Map<string, Right>;
  readonly #calls = new Map<Action, number>();
  #plan: Plan;
  #state: State = emptyState();

  constructor(options: UptimeRobotOptions) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#keys = new Map(Object.entries(options.keys));
    this.#plan = options.plan ?? plans.free;
    addGiven(this.#state, this.#limits, options);
  }

  /** Answers one request at the moment `nowMs`; never throws on what a request says. */
  handle(request: Route53Request, nowMs: number): Route53Response {
    this.#state.requests += 1;
    const operation = operationOf(request.method, request.path);
    const asked = { action: operation?.action ?? 'unknown', request, nowMs, calls: this.#calls } as const;
    return answerWith(this.#options, asked, () =>
      serve(this.#account(advanceTime(this.#state, nowMs)), request, operation),
    );
  }

  /** How often each operation was called so far, faults and refusals included. */
  calls(): Readonly<Partial<Record<Action, number>>> {
    return Object.fromEntries(this.#calls);
  }

  /** All monitors as they are, whatever reads show. */
  monitors(): readonly StoredMonitor[] {
    return allMonitors({ state: this.#state });
  }

  incidents(): readonly StoredIncident[] {
    return [...this.#state.incidents.values()];
  }

  /** The checks to be made at a moment, and when the next is due. */
  due(nowMs: number): { readonly checks: readonly Check[]; readonly nextMs: number | undefined } {
    const timeMs = advanceTime(this.#state, nowMs);
    const nextMs = nextCheckMs({ state: this.#state });
    const checks = dueChecks({ state: this.#state, limits: this.#limits, nowMs: timeMs });
    return { checks, nextMs: nextMs === undefined ? undefined : nextMs - (timeMs - nowMs) };
  }

  /** Takes what a check met; the webhooks are to be called now. */
  record(check: Check, met: Met, nowMs: number): readonly WebhookCall[] {
    const timeMs = advanceTime(this.#state, nowMs);
    return recordCheck({ state: this.#state, limits: this.#limits, nowMs: timeMs }, check, met);
  }

  /** The account gets another plan; what it has already stays. */
  setPlan(plan: Plan): void {
    this.#plan = plan;
  }

  /** A key is given out or changed; without a right it has expired. */
  setKey(key: string, right?: Right): void {
    if (right === undefined) this.#keys.delete(key);
    else this.#keys.set(key, right);
  }

  /** What a person does on the provider's own pages, told as the call that does the same: no key, no rate, no lost answer. */
  byHand(request: Pick<Route53Request, 'method' | 'path' | 'body'>, nowMs: number): Route53Response {
    const headers = { 'content-type': 'application/json' };
    const account = this.#account(advanceTime(this.#state, nowMs));
    const operation = operationOf(request.method, request.path);
    return act(account, { ...request, query: {}, headers }, { operation, right: 'main' });
  }

  /** A person who deletes a monitor. */
  remove(id: number, nowMs: number): void {
    const timeMs = advanceTime(this.#state, nowMs);
    writeMonitor({ state: this.#state, limits: this.#limits, nowMs: timeMs }, id, null);
  }

  snapshot(): Snapshot {
    return storeState(this.#state);
  }

  /** Goes on where a snapshot was taken; what the options name and it lacks is added. @throws z.ZodError on other JSON. */
  restore(snapshot: unknown): void {
    this.#state = loadState(snapshot);
    addGiven(this.#state, this.#limits, this.#options);
  }

  #account(nowMs: number): Account {
    const { contacts = [], windows = [] } = this.#options;
    const [state, plan, limits, keys] = [this.#state, this.#plan, this.#limits, this.#keys];
    return { state, plan, limits, keys, contacts, windows, nowMs };
  }
}
