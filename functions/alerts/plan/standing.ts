import { type AlertState, type Episode, isOpen } from '#shared/domain/alert.ts';
import type { MessageRow, ToldEpisode } from '#shared/rows/alert-rows.ts';
import type { Change, ChannelState } from './channel.ts';
import { closedText, countText, digestText, openText, quietText } from './texts.ts';

/** What is over is forgotten after a day: until then it may come again and is known. */
const keptMs = 86_400_000;

/** What is to become of a message that stands: one step, or nothing. */
export function nextStep(message: MessageRow, state: ChannelState): Change | undefined {
  const { nowMs } = state;
  if (message.unsure) {
    // Said again, even of what is over by now: nobody is to believe for ever what the lost one said.
    const { unsure: _unsure, ...after } = message;
    return { kind: 'post', text: message.text, after };
  }
  if (message.endedMs !== undefined) {
    return message.endedMs + keptMs <= nowMs ? { kind: 'forget', id: message.id } : undefined;
  }
  if (message.flapping) return quietEndMs(message, state) <= nowMs ? calmedDown(message, state) : undefined;
  const told = message.episodes.map((one) => standingOf(one, state));
  const lines = told.map(({ line }) => line ?? 'Over');
  const text = message.place === undefined ? (lines[0] ?? '') : digestText(message.place, lines);
  if (message.gone && told.some(({ isOver }) => !isOver)) {
    const { gone: _gone, ...after } = message;
    return { kind: 'post', text, after: { ...after, text } };
  }
  const isKnown = told.every(({ line }) => line !== undefined);
  if (message.at !== undefined && isKnown && text !== message.text) {
    return { kind: 'update', at: message.at, text, after: { ...message, text } };
  }
  if (message.place !== undefined && message.at === undefined && !message.gone) return partOver(message, told, nowMs);
  if (told.some(({ isOver }) => !isOver)) return undefined;
  const over = message.place === undefined ? text : `All is well again: ${countText(message.place, lines.length)}`;
  return ending(message, over, nowMs);
}

/** It comes and goes no more: people are told how it is now. What is wrong from then on is told as if it had just begun. */
function calmedDown(message: MessageRow, { alerts, policy, nowMs }: ChannelState): Change {
  const [told] = message.episodes;
  const alert = alertOf(told, alerts);
  const last = alert?.episodes.at(-1);
  if (told !== undefined && alert !== undefined && last !== undefined && isOpen(alert)) {
    const text = openText(alert, policy.runbook);
    const episodes = [{ alert: told.alert, openedMs: last.openedMs }];
    return { kind: 'post', text, after: { id: message.id, episodes, text, postedMs: nowMs } };
  }
  const text = alert === undefined ? 'Over' : quietText(alert, policy.flapWindowSeconds);
  if (message.at === undefined || text === message.text) return ending(message, text, nowMs);
  return { kind: 'update', at: message.at, text, after: { ...message, text } };
}

/** In the message's thread; where there is none, as a message of its own. */
function ending(message: MessageRow, text: string, nowMs: number): Change {
  const { at } = message;
  return { kind: 'post', text, ...(at === undefined ? {} : { thread: at }), after: { ...message, endedMs: nowMs } };
}

/** Where one message for many cannot be changed, what of it is over is said by itself. */
function partOver(message: MessageRow, told: readonly Standing[], nowMs: number): Change | undefined {
  const over = told.flatMap(({ isOver, line = 'Over' }) => (isOver ? [line] : []));
  const [only] = over;
  if (only === undefined) return undefined;
  const episodes = message.episodes.filter((_, at) => told[at]?.isOver === false);
  const text = over.length === 1 ? only : digestText(message.place ?? '', over);
  return { kind: 'post', text, after: { ...message, episodes, ...(episodes.length === 0 ? { endedMs: nowMs } : {}) } };
}

interface Standing {
  /** Undefined: nobody knows any more. */
  readonly line?: string;
  readonly isOver: boolean;
}

function standingOf({ alert: key, openedMs }: ToldEpisode, { alerts, policy }: ChannelState): Standing {
  const alert = alerts.get(key);
  if (alert === undefined) return { isOver: true };
  const episode: Episode | undefined = alert.episodes.find((one) => one.openedMs === openedMs);
  const isLast = alert.episodes.at(-1) === episode;
  if (episode === undefined) return { line: closedText(alert, { openedMs }), isOver: true };
  if (isLast && episode.closedMs === undefined) return { line: openText(alert, policy.runbook), isOver: false };
  return { line: closedText(alert, episode), isOver: true };
}

/** When what comes and goes will have been quiet for long enough. */
export function quietEndMs({ episodes: [told] }: MessageRow, { alerts, policy }: ChannelState): number {
  const last = alertOf(told, alerts)?.episodes.at(-1);
  return last === undefined ? 0 : (last.closedMs ?? last.openedMs) + policy.flapWindowSeconds * 1_000;
}

const alertOf = (told: ToldEpisode | undefined, alerts: ChannelState['alerts']): AlertState | undefined =>
  told === undefined ? undefined : alerts.get(told.alert);
