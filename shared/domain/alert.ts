/** What people are told of. The closed list; docs/alerts.md explains each. */
export const alertKinds = ['monitor', 'guard', 'host', 'certificate', 'work', 'alarm'] as const;
export type AlertKind = (typeof alertKinds)[number];

/** One reason of one thing is one alert, however often it is said. */
export interface AlertId {
  readonly about: AlertKind;
  /** What it is about, told apart from all else of its kind: a host, a scope, a lane and key. */
  readonly subject: string;
  readonly reason: string;
}

/** Where it happens: what routes go by. */
export interface AlertPlace {
  readonly cluster?: string;
  readonly namespace?: string;
  readonly edge?: string;
  /** Channels that the object chooses instead of what routes say; none: nobody is told. */
  readonly channels?: readonly string[];
}

export const hostsShown = 10;

/** Texts as whoever wrote them; made harmless where they are shown. */
export interface AlertFacts {
  /** How people call it. */
  readonly name: string;
  readonly url?: string;
  readonly message: string;
  /** Names that are concerned, the first `hostsShown` of them: a row has room for so many. */
  readonly hosts?: readonly string[];
  /** How many there are. */
  readonly hostCount?: number;
  /** What changed just before, the newest first. */
  readonly changes?: readonly AlertChange[];
  /** The heading of docs/runbook.md that says what to do. */
  readonly anchor?: string;
  /** What to type when a person is to decide; our own words. */
  readonly command?: string;
}

export interface AlertChange {
  readonly what: 'DNS' | 'certificate' | 'owner' | 'object';
  readonly beforeMs: number;
}

export interface Alert extends AlertId {
  readonly place: AlertPlace;
  readonly facts: AlertFacts;
  /** It happened, and is not over some day: told once, each time. */
  readonly event?: true;
}

/** Once that it was so, from when to when; epoch milliseconds. */
export interface Episode {
  readonly openedMs: number;
  readonly closedMs?: number;
  /** It may still be so, but nobody looks any more. */
  readonly unwatched?: true;
}

/** An alert with what has been of it. */
export interface AlertState extends Alert {
  /** The oldest first, at most `episodesKept`; only the last one may be open. */
  readonly episodes: readonly Episode[];
  /** A short one is not worth a person's time: told of when it is this old. */
  readonly quietMs: number;
}

const episodesKept = 12;

export const alertText = ({ about, subject, reason }: AlertId): string =>
  [about, subject, reason].map((part) => part.replaceAll('%', '%25').replaceAll('#', '%23')).join('#');

export const isOpen = ({ episodes }: Pick<AlertState, 'episodes'>): boolean => {
  const last = episodes.at(-1);
  return last !== undefined && last.closedMs === undefined;
};

/** It is so now. What was told of it already keeps its beginning; what is said of it is what was said last. */
export function openAlert(
  before: AlertState | undefined,
  alert: Alert,
  now: { nowMs: number; quietMs: number },
): AlertState {
  const episodes = before?.episodes ?? [];
  // Each begins at a moment of its own: that is how what was told of it is known again.
  const openedMs = Math.max(now.nowMs, (episodes.at(-1)?.openedMs ?? 0) + 1);
  const known =
    before !== undefined && isOpen(before) && alert.event === undefined ? episodes : [...episodes, { openedMs }];
  return { ...alert, episodes: known.slice(-episodesKept), quietMs: now.quietMs };
}

/** It is over, or nobody looks any more. */
export function closeAlert(before: AlertState, nowMs: number, unwatched?: true): AlertState {
  const last = before.episodes.at(-1);
  if (last === undefined || last.closedMs !== undefined) return before;
  const closed = { ...last, closedMs: Math.max(nowMs, last.openedMs), ...(unwatched ? { unwatched } : {}) };
  return { ...before, episodes: [...before.episodes.slice(0, -1), closed] };
}
