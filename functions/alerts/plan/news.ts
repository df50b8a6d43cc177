import { type AlertState, isOpen } from '#shared/domain/alert.ts';
import type { MessageRow, ToldEpisode } from '#shared/rows/alert-rows.ts';
import { type Change, type ChannelState, groupOf } from './channel.ts';
import { digestText, flappingText, openText } from './texts.ts';

/** What opens within this time is told together. */
const togetherMs = 60_000;
/** So long after the latest of it a digest takes in what follows: who watches meets the names of an edge one by one. */
const takesInMs = 600_000;
/** A message's row has to fit an item of the table, whatever falls at once. */
const digestMost = 200;
/** What happened longer ago is nothing new any more; less than messages are known for, so that nothing is told twice. */
const eventMs = 82_800_000;
/** More often within the window: it comes and goes. */
const oftenTimes = 3;

interface News extends ToldEpisode {
  readonly state: AlertState;
}

/** Alerts that are open, of which the channel was not told yet; `laterMs`: when the next of them is old enough. */
export function findNews(state: ChannelState): { readonly ripe: readonly News[]; readonly laterMs: number } {
  const told = new Set(state.messages.flatMap(({ episodes }) => episodes.map(textOf)));
  const flapping = new Set(
    state.messages.flatMap((one) =>
      one.flapping && one.endedMs === undefined ? one.episodes.map(({ alert }) => alert) : [],
    ),
  );
  const ripe: News[] = [];
  let laterMs = Number.POSITIVE_INFINITY;
  for (const [alert, one] of state.alerts) {
    const openedMs = one.episodes.at(-1)?.openedMs;
    if (openedMs === undefined || !isOpen(one) || !state.heard.has(alert) || flapping.has(alert)) continue;
    if (told.has(textOf({ alert, openedMs }))) continue;
    if (one.event && openedMs + eventMs <= state.nowMs) continue;
    if (openedMs + one.quietMs > state.nowMs) laterMs = Math.min(laterMs, openedMs + one.quietMs);
    else ripe.push({ alert, openedMs, state: one });
  }
  return { ripe: ripe.sort(byTime), laterMs };
}

const textOf = ({ alert, openedMs }: ToldEpisode): string => `${openedMs} ${alert}`;
const byTime = (a: News, b: News): number => a.openedMs - b.openedMs || (a.alert < b.alert ? -1 : 1);

/** How the channel is told: one by one, many together, what comes and goes once. */
export function tell(ripe: readonly News[], state: ChannelState): readonly Change[] {
  const often = ripe.filter((one) => !one.state.event && timesOf(one, state) > oftenTimes);
  const rest = ripe.filter((one) => !often.includes(one));
  const groups = Map.groupBy(rest, (one) => groupOf(one.state));
  return [
    ...often.map((one) => tellFlapping(one, state)),
    ...[...groups].flatMap(([place, news]) => tellGroup(place, news, state)),
  ];
}

const timesOf = ({ state: { episodes } }: News, { policy, nowMs }: ChannelState): number =>
  episodes.filter(({ openedMs }) => openedMs > nowMs - policy.flapWindowSeconds * 1_000).length;

function tellFlapping(one: News, state: ChannelState): Change {
  const text = flappingText(one.state, timesOf(one, state), state.policy.flapWindowSeconds);
  return post(text, { id: `flapping#${textOf(one)}`, flapping: true, episodes: [episodeOf(one)] }, state.nowMs);
}

function tellGroup(place: string, news: readonly News[], state: ChannelState): readonly Change[] {
  const { messages, policy, nowMs } = state;
  const together = messages.filter((one) => isOf(one, place, state));
  const standing = together.find((one) => takesIn(one, news, nowMs));
  if (standing !== undefined) return addTo(standing, news, state);
  const recent = together.filter(({ postedMs }) => postedMs > nowMs - togetherMs);
  const fallen = new Set([...recent.flatMap(({ episodes }) => episodes), ...news].map(alertOf));
  // One begins a digest only where that can take in others.
  const isAlone = news.length === 1 && (news[0]?.state.event || !recent.some(({ at }) => at !== undefined));
  if (fallen.size < policy.digestFrom || isAlone) return news.map((one) => tellOne(one, state));
  const parts = Array.from({ length: Math.ceil(news.length / digestMost) }, (_, at) =>
    news.slice(at * digestMost, (at + 1) * digestMost),
  );
  return parts.map((part) => tellTogether(place, part, state));
}

const alertOf = ({ alert }: ToldEpisode): string => alert;

type Digest = MessageRow & Required<Pick<MessageRow, 'at' | 'place'>>;

/** Whether it is a digest of what is not over yet, and still grows. */
const takesIn = (one: MessageRow, news: readonly News[], nowMs: number): one is Digest =>
  one.place !== undefined &&
  one.at !== undefined &&
  one.endedMs === undefined &&
  (one.addedMs ?? one.postedMs) > nowMs - takesInMs &&
  news.every(({ state: { event } }) => event === undefined) &&
  one.episodes.length + news.length <= digestMost;

/** What was told of further down is told by itself: whoever reads on would believe what stands there. */
function addTo(digest: Digest, news: readonly News[], state: ChannelState): readonly Change[] {
  const below = state.messages.filter(({ id, postedMs }) => id !== digest.id && postedMs >= digest.postedMs);
  const known = new Set(below.flatMap(({ episodes }) => episodes.map(alertOf)));
  const [alone, added] = [news.filter(({ alert }) => known.has(alert)), news.filter(({ alert }) => !known.has(alert))];
  // Its text follows from its episodes: the next plan writes it.
  const after = { ...digest, episodes: [...digest.episodes, ...added.map(episodeOf)], addedMs: state.nowMs };
  const update: Change = { kind: 'update', at: digest.at, text: digest.text, after };
  return [...alone.map((one) => tellOne(one, state)), ...(added.length === 0 ? [] : [update])];
}

function tellTogether(place: string, news: readonly News[], { policy, nowMs }: ChannelState): Change {
  const lines = news.map((one) => openText(one.state, policy.runbook));
  const id = `digest#${textOf(news[0] ?? { alert: '', openedMs: 0 })}`;
  return post(digestText(place, lines), { id, place, episodes: news.map(episodeOf), ...endOf(news[0], nowMs) }, nowMs);
}

const isOf = ({ episodes: [first], flapping }: MessageRow, place: string, { alerts }: ChannelState): boolean => {
  const alert = first === undefined ? undefined : alerts.get(first.alert);
  return flapping === undefined && alert !== undefined && groupOf(alert) === place;
};

const tellOne = (one: News, { policy, nowMs }: ChannelState): Change =>
  post(
    openText(one.state, policy.runbook),
    { id: textOf(one), episodes: [episodeOf(one)], ...endOf(one, nowMs) },
    nowMs,
  );

/** Of what is not over some day nothing more is said. */
const endOf = (one: News | undefined, nowMs: number): Pick<MessageRow, 'endedMs'> =>
  one?.state.event ? { endedMs: nowMs } : {};

const episodeOf = ({ alert, openedMs }: News): ToldEpisode => ({ alert, openedMs });

const post = (text: string, row: Omit<MessageRow, 'text' | 'postedMs'>, nowMs: number): Change => ({
  kind: 'post',
  begins: true,
  text,
  after: { ...row, text, postedMs: nowMs },
});
