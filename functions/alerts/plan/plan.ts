import type { ChannelPlan, ChannelState } from './channel.ts';
import { findNews, tell } from './news.ts';
import { nextStep, quietEndMs } from './standing.ts';

/**
 * What a channel is to be told next: first what became of what it knows, then what is new. Nothing is told of what was over
 * before anybody heard of it, and that something is over only after it was told that it began.
 */
export function planChannel(state: ChannelState): ChannelPlan {
  const standing = state.messages.toSorted((a, b) => a.postedMs - b.postedMs || (a.id < b.id ? -1 : 1));
  const steps = standing.flatMap((message) => nextStep(message, state) ?? []);
  const { ripe, laterMs } = findNews(state);
  // What goes into a digest that changes anyway waits for the next plan.
  const news = steps.length > 0 ? [] : tell(ripe, state);
  const flapping = standing.filter((one) => one.flapping && one.endedMs === undefined);
  const lookAtMs = Math.min(laterMs, ...flapping.map((one) => quietEndMs(one, state)));
  return {
    changes: [...steps, ...news],
    ...(Number.isFinite(lookAtMs) ? { lookAtMs } : {}),
  };
}
