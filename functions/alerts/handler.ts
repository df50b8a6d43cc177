import type { Chat } from '#shared/domain/chat.ts';
import { PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import { alertsItem } from '#shared/rows/alert-rows.ts';
import type { Capability, Drain, Outcome } from '#shared/runtime/capability.ts';
import { outcomesOfError } from '#shared/runtime/error-outcomes.ts';
import { apply } from './apply.ts';
import { channelOf, observe } from './observe.ts';
import type { ChannelState } from './plan/channel.ts';
import { planChannel } from './plan/plan.ts';
import type { AlertPorts } from './ports.ts';

/** The alerts capability: one lane for each channel, what people are told against what stands there. */
export const alertsCapability = (ports: AlertPorts): Capability => ({
  name: 'alerts',
  keysAfter: async () => ({ keys: [alertsItem] }),
  async work(drain) {
    const found = channelOf(drain);
    const keys = drain.keys.map(({ key }) => key);
    if (found === undefined || keys.length === 0) return keys.map((key) => ({ key, result: 'done' }));
    const { channel, policy } = found;
    const observed = await observe(drain, channel.name, policy);
    try {
      const lookAtMs = await converge(drain, { name: channel.name, observed, open: () => ports.open(channel) });
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

/** Tells until there is nothing left to tell; when to look again. The far side is opened only where something is told. */
async function converge(drain: Drain, { name, observed, open }: Work): Promise<number | undefined> {
  const messages = new Map(observed.messages.map((row) => [row.id, row]));
  let chat: Chat | undefined;
  for (;;) {
    const plan = planChannel({ ...observed, messages: [...messages.values()], nowMs: drain.now() });
    if (plan.changes.length === 0) return plan.lookAtMs;
    for (const change of plan.changes) {
      if (!drain.hasTime()) return drain.now();
      chat ??= await open();
      const row = await apply(drain, chat, { name, change });
      if (row !== undefined) messages.set(row.id, row);
      else if (change.kind === 'forget') messages.delete(change.id);
    }
  }
}
