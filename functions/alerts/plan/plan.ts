import type { MessageRow } from '#shared/rows/alert-rows.ts';
import { type ChannelPlan, type ChannelState, idOf } from './channel.ts';
import { findNews, tell } from './news.ts';
import { nextStep, quietEndMs } from './standing.ts';

/**
 * What a channel is to be told next: first what became of what it knows, then what is new. Nothing is told of what was over
 * before anybody heard of it, and that something is over only after it was told that it began.
 * @param aside messages that are not to be spoken of now
 */
export function planChannel(state: ChannelState, aside: { has(id: string): boolean } = new Set<string>()): ChannelPlan {
  const standing = state.messages.toSorted((a, b) => a.postedMs - b.postedMs || (a.id < b.id ? -1 : 1));
  const steps = standing.flatMap((message) => (aside.has(message.id) ? [] : (nextStep(message, state) ?? [])));
  const { ripe, laterMs } = findNews(state);
  // What goes into a digest that changes anyway waits for the next plan.
  const news = steps.length > 0 ? [] : tell(ripe, state).filter((one) => !aside.has(idOf(one)));
  const flapping = standing.filter((one) => one.flapping && one.endedMs === undefined);
  const lookAtMs = Math.min(
    laterMs,
    ...flapping.map((one) => quietEndMs(one, state)),
    standing.some((one) => isUnheard(one, state)) ? state.nowMs + unheardMs : Number.POSITIVE_INFINITY,
  );
  return {
    changes: [...steps, ...news],
    ...(Number.isFinite(lookAtMs) ? { lookAtMs } : {}),
  };
}

/** So late at most a channel hears the end of what is told elsewhere by now. */
const unheardMs = 60_000;

/** It stands there, and nobody says here that it is over: routes lead elsewhere since. */
const isUnheard = ({ episodes, endedMs }: MessageRow, { alerts, heard }: ChannelState): boolean =>
  endedMs === undefined && episodes.some(({ alert }) => !heard.has(alert) && alerts.has(alert));
