import { actions } from './actions.ts';
import { draw } from './buckets.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { type Action, type Operation, operationOf } from './operations.ts';
import type { ResourceRecordSet } from './record-set.ts';
import { type Refusal, throttling, unknownOperation } from './refusal.ts';
import { seedZone } from './seed.ts';
import { advanceTime, emptyState, loadState, type Snapshot, type State, storeState } from './state.ts';
import { givenHealthCheck } from './stored-health-check.ts';
import { answerRefusal, answerXml, type Route53Response } from './xml-out.ts';
import { type AnsweredZone, newZone, type ZoneSetup } from './zone.ts';

export interface Route53Request {
  readonly method: string;
  /** Without the query, e.g. `/2013-04-01/hostedzone/Z1/rrset`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a request came to, for a log or a test. */
export interface HandledRequest {
  readonly action: Action | 'unknown';
  readonly request: Route53Request;
  readonly response: Route53Response;
  readonly nowMs: number;
}

/** Nothing, an answer instead of the work, or an answer in place of the true one after the work was done. */
export type Fault = undefined | Route53Response | { readonly after: Route53Response };

export interface Route53Options {
  readonly zones: readonly ZoneSetup[];
  readonly limits?: Partial<Limits>;
  /** Ids of health checks that there are from the beginning, beside those that the zones' records name. */
  readonly healthChecks?: readonly string[];
  /** Called before anything else; decides by seed. */
  readonly faults?: (request: Route53Request, nowMs: number) => Fault;
  readonly onRequest?: (handled: HandledRequest) => void;
}

/**
 * Route 53 as a state machine: no sockets, no clock, no chance. It refuses what the real one refuses (rules/ says what and from
 * which source). Unlike the real one it does not check signatures.
 */
export class Route53 {
  readonly #options: Route53Options;
  readonly #limits: Limits;
  readonly #calls = new Map<Action, number>();
  #state: State = emptyState();

  /** @throws Error when a zone's name or one of its records breaks a rule. */
  constructor(options: Route53Options) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#addMissing();
  }

  /** Answers one request at the moment `nowMs`; never throws on what a request says. */
  handle(request: Route53Request, nowMs: number): Route53Response {
    this.#state.requests += 1;
    const operation = operationOf(request.method, request.path);
    const action = operation?.action ?? 'unknown';
    if (action !== 'unknown') this.#calls.set(action, (this.#calls.get(action) ?? 0) + 1);
    const fault = this.#options.faults?.(request, nowMs);
    const response =
      fault !== undefined && 'status' in fault
        ? fault
        : this.#answer(request, operation, advanceTime(this.#state, nowMs));
    const told = fault !== undefined && 'after' in fault ? fault.after : response;
    this.#options.onRequest?.({ action, request, response: told, nowMs });
    return told;
  }

  /** How often each action was called so far, faults and refusals included. */
  calls(): Readonly<Partial<Record<Action, number>>> {
    return Object.fromEntries(this.#calls);
  }

  /** The record sets of a zone as the API would list them; none for an unknown zone. */
  recordSets(zoneId: string): readonly ResourceRecordSet[] {
    return [...(this.#state.zones.get(zoneId)?.current.from('') ?? [])];
  }

  /** The zones as DNS answers them at a moment. */
  answeredZones(nowMs: number): readonly AnsweredZone[] {
    const timeMs = advanceTime(this.#state, nowMs);
    return [...this.#state.zones.values()].map((zone) => {
      const { id, labels, isPrivate } = zone;
      return { id, labels, isPrivate, contents: zone.answeredAt(timeMs) };
    });
  }

  /** Zones, records and changes as JSON, to be kept between two runs. */
  snapshot(): Snapshot {
    return storeState(this.#state);
  }

  /** Goes on where a snapshot was taken; zones of the options that it lacks are added. @throws z.ZodError on other JSON. */
  restore(snapshot: unknown): void {
    this.#state = loadState(snapshot);
    this.#addMissing();
  }

  #addMissing(): void {
    const { zones, healthChecks = [] } = this.#options;
    const { healthChecks: known } = this.#state;
    const named = zones.flatMap(({ records = [] }) => records.flatMap((set) => set.HealthCheckId ?? []));
    for (const id of [...healthChecks, ...named]) if (!known.has(id)) known.set(id, givenHealthCheck(id));
    for (const setup of zones) {
      if (this.#state.zones.has(setup.id)) continue;
      const zone = newZone(setup);
      seedZone(zone, setup.records ?? [], this.#limits);
      this.#state.zones.set(setup.id, zone);
    }
  }

  #answer(request: Route53Request, operation: Operation | undefined, nowMs: number): Route53Response {
    const requestId = `request-${this.#state.requests}`;
    if (operation === undefined) return answerRefusal(unknownOperation(request.method, request.path), requestId);
    const refusal = this.#drawRequest(operation.action, nowMs);
    if (refusal !== undefined) return answerRefusal(refusal, requestId);
    const { id, rest, action } = operation;
    const { query, body } = request;
    const answer = actions[action]({ state: this.#state, limits: this.#limits, id, rest, query, body, nowMs });
    if (isRefusal(answer)) return answerRefusal(answer, requestId);
    const answered = answerXml(`${action}Response`, answer, requestId);
    return action === 'CreateHealthCheck' ? { ...answered, status: 201 } : answered;
  }

  #drawRequest(action: Action, nowMs: number): Refusal | undefined {
    const draws = [
      { bucket: 'account', limit: this.#limits.account, tokens: 1 },
      { bucket: action, limit: this.#limits.slower[action] ?? this.#limits.action, tokens: 1 },
    ];
    const buckets = draw(this.#state.buckets, draws, nowMs);
    if (buckets === undefined) return throttling;
    this.#state.buckets = buckets;
    return undefined;
  }
}

const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === 'object' && answer !== null && 'code' in answer;
