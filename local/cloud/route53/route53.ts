import { answerWith, type ModelOptions } from '../model-options.ts';
import { advanceTime } from '../model-time.ts';
import { actions } from './actions.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { type Action, type Operation, operationOf } from './operations.ts';
import type { ResourceRecordSet } from './record-set.ts';
import { type Refusal, throttling, unknownOperation } from './refusal.ts';
import type { Route53Request } from './request.ts';
import { drawRequest } from './request-rate.ts';
import { seedZone } from './seed.ts';
import { emptyState, loadState, type Snapshot, type State, storeState } from './state.ts';
import { givenHealthCheck } from './stored-health-check.ts';
import { answerRefusal, answerXml, type Route53Response } from './xml-out.ts';
import { type AnsweredZone, newZone, type ZoneSetup } from './zone.ts';

export interface Route53Options extends ModelOptions<Action> {
  readonly zones: readonly ZoneSetup[];
  readonly limits?: Partial<Limits>;
  /** Ids of health checks that there are from the beginning, beside those that the zones' records name. */
  readonly healthChecks?: readonly string[];
}

/**
 * Route 53 as a state machine: no sockets, no clock, no chance. It refuses what the real one refuses (rules/ says what and from
 * which source). Unlike the real one it does not check signatures.
 */
export class Route53 {
  readonly #options: Route53Options;
  readonly #limits: Limits;
  readonly #accounts: ReadonlyMap<string, string>;
  readonly #calls = new Map<Action, number>();
  #state: State = emptyState();

  /** @throws Error when a zone's name or one of its records breaks a rule. */
  constructor(options: Route53Options) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#accounts = new Map(
      options.zones.flatMap(({ id, account }) => (account === undefined ? [] : [[id, account]])),
    );
    this.#addMissing();
  }

  /** Answers one request at the moment `nowMs`; never throws on what a request says. */
  handle(request: Route53Request, nowMs: number): Route53Response {
    this.#state.requests += 1;
    const operation = operationOf(request.method, request.path);
    const asked = { action: operation?.action ?? 'unknown', request, nowMs, calls: this.#calls } as const;
    return answerWith(this.#options, asked, () => this.#answer(request, operation, advanceTime(this.#state, nowMs)));
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
    const caller = this.#options.callers?.callerOf(request, nowMs);
    if (caller !== undefined && 'code' in caller) return answerRefusal(caller, requestId);
    const { id, rest, action } = operation;
    const drawn = drawRequest(this.#state.buckets, { action, account: caller?.account ?? '', nowMs }, this.#limits);
    if (drawn === undefined) return answerRefusal(throttling, requestId);
    this.#state.buckets = drawn;
    const { query, body } = request;
    const answer = actions[action]({
      state: this.#state,
      limits: this.#limits,
      accounts: this.#accounts,
      caller,
      id,
      rest,
      query,
      body,
      nowMs,
    });
    if (isRefusal(answer)) return answerRefusal(answer, requestId);
    const answered = answerXml(`${action}Response`, answer, requestId);
    return action === 'CreateHealthCheck' ? { ...answered, status: 201 } : answered;
  }
}

const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === 'object' && answer !== null && 'code' in answer;
