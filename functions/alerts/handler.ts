import type { Chat } from '#shared/domain/chat.ts';
import { PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import { alertsItem } from '#shared/rows/alert-rows.ts';
import type { Capability, Drain, Outcome } from '#shared/runtime/capability.ts';
import { outcomesOfError } from '#shared/runtime/error-outcomes.ts';
import { apply, forgetAll } from './apply.ts';
import { channelOf, observe } from './observe.ts';
import { type ChannelState, idOf } from './plan/channel.ts';
import { planChannel } from './plan/plan.ts';
import type { AlertPorts } from './ports.ts';

/** The alerts capability: one lane for each channel, what people are told against what stands there. */
export const alertsCapability = (ports: AlertPorts): Capability => ({
  name: 'alerts',
  keysAfter: async () => ({ keys: [alertsItem] }),
  async work(drain) {
    const found = channelOf(drain);
    const keys = drain.keys.map(({ key }) => key);
    if (keys.length === 0) return [];
    if (found === undefined) {
      const isDone = await forgetAll(drain);
      return keys.map(
        (key): Outcome => (isDone ? { key, result: 'done' } : { key, result: 'pending', atMs: drain.now() }),
      );
    }
    const { channel, policy } = found;
    const observed = await observe(drain, channel.name, policy);
    try {
      const { lookAtMs, refused } = await converge(drain, {
        name: channel.name,
        observed,
        open: () => ports.open(channel),
      });
      if (refused !== undefined) {
        const { reason, message } = refused;
        return keys.map((key): Outcome => ({ key, result: 'hourly', reason, message }));
      }
      return keys.map(
        (key): Outcome =>
          lookAtMs === undefined ? { key, result: 'done' } : { key, result: 'pending', atMs: lookAtMs },
      );
    } catch (error) {
      const known = [ThrottledError, RetryableError, PermanentError].some((kind) => error instanceof kind);
      const outcomes = known ? outcomesOfError(error, keys, drain.now()) : undefined;
      if (outcomes === undefined) throw error;
      return outcomes;
    }
  },
});

interface Work {
  readonly name: string;
  readonly observed: Omit<ChannelState, 'nowMs'>;
  readonly open: () => Promise<Chat>;
}

interface Converged {
  /** When to look again. */
  readonly lookAtMs?: number;
  /** Why something was left untold. */
  readonly refused?: PermanentError;
}

/** More of them in one drain, and it is not the messages. */
const refusedMost = 20;

/**
 * Tells until there is nothing left to tell. The far side is opened only where something is told. A message that is refused
 * is tried again with the next look, and keeps no other from being told.
 */
async function converge(drain: Drain, { name, observed, open }: Work): Promise<Converged> {
  const messages = new Map(observed.messages.map((row) => [row.id, row]));
  const aside = new Map<string, PermanentError>();
  let chat: Chat | undefined;
  for (;;) {
    const state = { ...observed, messages: [...messages.values()], nowMs: drain.now() };
    const { changes, lookAtMs } = planChannel(state, aside);
    const [refused] = aside.values();
    if (changes.length === 0 || aside.size >= refusedMost) {
      return { ...(lookAtMs === undefined ? {} : { lookAtMs }), ...(refused === undefined ? {} : { refused }) };
    }
    for (const change of changes) {
      if (!drain.hasTime()) return { lookAtMs: drain.now() };
      chat ??= await open();
      try {
        const row = await apply(drain, chat, { name, change });
        if (row !== undefined) messages.set(row.id, row);
        else if (change.kind === 'forget') messages.delete(change.id);
      } catch (error) {
        if (!(error instanceof PermanentError) || error.scope !== 'wish') throw error;
        aside.set(idOf(change), error);
      }
    }
  }
}
