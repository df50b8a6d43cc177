import { answerWith, type ModelOptions } from '../model-options.ts';
import { advanceTime } from '../model-time.ts';
import { type Draw, draw, refill } from '../route53/buckets.ts';
import type { Route53Request } from '../route53/request.ts';
import type { Route53Response } from '../route53/xml-out.ts';
import { answerJson, answerText, isRefusal, type Refusal, rateLimited } from './answer.ts';
import { argumentsOf, isRecord } from './arguments.ts';
import { parseJson, readContents } from './contents.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { addMessage, answerMethod, drawOf, isMethod, type Method, methods } from './methods.ts';
import { type BotToken, type Channel, findChannel, Snapshot, type State, type Webhook } from './state.ts';

export interface SlackOptions extends Pick<ModelOptions<Method | 'webhook'>, 'faults' | 'onRequest'> {
  readonly channels: readonly (Pick<Channel, 'id' | 'name'> & Partial<Channel>)[];
  readonly tokens: readonly BotToken[];
  readonly webhooks?: readonly Webhook[];
  readonly limits?: Partial<Limits>;
}

/**
 * The part of one Slack workspace that Firstlight uses, as a state machine: `auth.test`, `chat.postMessage`, `chat.update` and
 * incoming webhooks. It refuses what Slack refuses, in its words, and what it does not model.
 */
export class Slack {
  readonly #options: SlackOptions;
  readonly #limits: Limits;
  readonly #tokens: Map<string, BotToken>;
  readonly #calls = new Map<Method | 'webhook', number>();
  readonly #state: State = { channels: new Map(), buckets: {}, time: { lastMs: 0, aheadMs: 0 }, messages: 0 };

  constructor(options: SlackOptions) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#tokens = new Map(options.tokens.map((one) => [one.token, one]));
    for (const one of options.channels) this.put(one);
  }

  /** Answers one request at the moment `nowMs`; never throws on what a request says. */
  handle(request: Route53Request, nowMs: number): Route53Response {
    const method = request.path.startsWith('/api/') ? request.path.slice('/api/'.length) : 'webhook';
    const action = method === 'webhook' || isMethod(method) ? method : undefined;
    const asked = { action: action ?? 'unknown', request, nowMs, calls: this.#calls } as const;
    return answerWith(this.#options, asked, () => this.#answer(request, action, nowMs));
  }

  channels(): readonly Channel[] {
    return [...this.#state.channels.values()];
  }

  /** How often each method was called so far, faults and refusals included. */
  calls(): Readonly<Partial<Record<Method | 'webhook', number>>> {
    return Object.fromEntries(this.#calls);
  }

  /** A person who makes a channel, archives it, or invites a bot. */
  put(channel: Pick<Channel, 'id' | 'name'> & Partial<Channel>): void {
    const before = this.#state.channels.get(channel.id);
    const made: Channel = { archived: false, private: false, members: [], messages: [], ...before, ...channel };
    this.#state.channels.set(made.id, made);
  }

  /** A person who makes a token, revokes it, or changes what it may do. */
  putToken(token: BotToken): void {
    this.#tokens.set(token.token, token);
  }

  snapshot(): Snapshot {
    const { time, messages } = this.#state;
    return { version: 1, time, messages, channels: structuredClone([...this.channels()]) };
  }

  /** @throws ZodError for what no model has said. */
  restore(snapshot: unknown): void {
    const { time, messages, channels } = Snapshot.parse(snapshot);
    this.#state.time = time;
    this.#state.messages = messages;
    for (const channel of channels) this.#state.channels.set(channel.id, channel);
  }

  #answer(request: Route53Request, action: Method | 'webhook' | undefined, callerMs: number): Route53Response {
    const nowMs = advanceTime(this.#state, callerMs);
    if (action === 'webhook') return this.#hear(request, nowMs);
    if (action === undefined) return answerJson({ ok: false, error: 'unknown_method' });
    const bot = this.#bearer(request.headers['authorization']);
    if ('error' in bot) return answerJson({ ok: false, ...bot });
    const needed = methods[action];
    const scopes = { 'x-oauth-scopes': bot.scopes.join(','), 'x-accepted-oauth-scopes': needed };
    if (needed !== '' && !bot.scopes.includes(needed)) {
      return answerJson({ ok: false, error: 'missing_scope', needed, provided: bot.scopes.join(',') }, scopes);
    }
    const from = argumentsOf(request);
    if (from === undefined) return answerJson({ ok: false, error: 'invalid_form_data' }, scopes);
    const ask = { state: this.#state, limits: this.#limits, bot, from, nowMs };
    const slowed = this.#draw(drawOf(action, ask), nowMs);
    if (slowed !== undefined) return slowed;
    const answer = answerMethod(action, ask);
    return answerJson(isRefusal(answer) ? { ok: false, ...answer } : answer, scopes);
  }

  #bearer(authorization: string | undefined): BotToken | Refusal {
    const [, token] = /^Bearer (\S+)$/.exec(authorization ?? '') ?? [];
    if (token === undefined) return { error: 'not_authed' };
    const bot = this.#tokens.get(token);
    if (bot === undefined) return { error: 'invalid_auth' };
    return bot.revoked === true ? { error: 'token_revoked' } : bot;
  }

  /** "Sending messages using incoming webhooks", "Handling errors". */
  #hear({ method, path, body }: Route53Request, nowMs: number): Route53Response {
    const hook = this.#options.webhooks?.find((one) => one.path === path);
    if (hook === undefined) return answerText(404, 'no_service');
    const payload = parseJson(body);
    if (method !== 'POST' || !isRecord(payload)) return answerText(400, 'invalid_payload');
    const channel = findChannel(this.#state, hook.channel);
    if (channel === undefined) return answerText(404, 'channel_not_found');
    if (channel.archived) return answerText(410, 'channel_is_archived');
    const contents = readContents(payload, this.#limits);
    if ('error' in contents) return answerText(400, contents.error);
    const bucket = { bucket: `channel ${channel.id}`, limit: this.#limits.perChannel, tokens: 1 };
    const slowed = this.#draw(bucket, nowMs);
    if (slowed !== undefined) return slowed;
    addMessage(this.#state, channel, { ...contents, by: path, nowMs });
    return answerText(200, 'ok');
  }

  #draw(one: Draw, nowMs: number): Route53Response | undefined {
    const buckets = draw(this.#state.buckets, [one], nowMs);
    if (buckets !== undefined) {
      this.#state.buckets = buckets;
      return undefined;
    }
    const { used } = refill(this.#state.buckets[one.bucket], one.limit, nowMs);
    return rateLimited(((used + one.tokens - one.limit.capacity) / one.limit.refillPerSecond) * 1_000);
  }
}
