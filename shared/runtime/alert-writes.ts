import { type Alert, type AlertId, type AlertState, alertText, closeAlert, openAlert } from '#shared/domain/alert.ts';
import { channelsOf } from '#shared/domain/alert-routes.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { alertKey, alertsItem, alertsLane } from '#shared/rows/alert-rows.ts';
import type { Drain } from './capability.ts';
import { type Action, put } from './table.ts';
import type { NewItem } from './work-item.ts';

/** What is so now, or not any more; `atMs`: since when, where that is known better than by now. */
export type AlertNews =
  /** `closedMs`: it is over already. */
  | {
      readonly state: 'open';
      readonly alert: Alert;
      readonly quietMs?: number;
      readonly atMs?: number;
      readonly closedMs?: number;
    }
  /** `unwatched`: nobody looks any more. */
  | { readonly state: 'closed'; readonly id: AlertId; readonly atMs?: number; readonly unwatched?: true };

/** What is to be said where it was `before` and is `after`; undefined: nothing is wrong. */
export function newsOf(before: Alert | undefined, after: Alert | undefined): readonly AlertNews[] {
  if (sameValue(before, after)) return [];
  const isOther = before !== undefined && (after === undefined || alertText(before) !== alertText(after));
  return [
    ...(isOther ? [{ state: 'closed' as const, id: before }] : []),
    ...(after === undefined ? [] : [{ state: 'open' as const, alert: after }]),
  ];
}

/** What happens together is told together; a breath that people do not notice. */
const togetherMs = 2_000;
/** People look back for a week; afterwards a row may disappear. */
const keptSeconds = 7 * 86_400;

/**
 * The actions that say so, for the transaction of what it is about, and the items of the channels that hear of it. None
 * where nothing is new, or nobody is to be told; what is over is over even then, so that nobody is told of it later.
 */
export async function alertActions(
  drain: Pick<Drain, 'table' | 'configuration' | 'enqueue' | 'now'>,
  all: readonly AlertNews[],
): Promise<readonly Action[]> {
  const policy = drain.configuration.document.alerts;
  const news = policy === undefined ? all.filter(({ state }) => state === 'closed') : all;
  if (news.length === 0) return [];
  const keys = news.map((one) => alertKey(one.state === 'open' ? one.alert : one.id));
  const rows = await drain.table.getMany(keys);
  const nowMs = drain.now();
  const actions: Action[] = [];
  const items: NewItem[] = [];
  for (const [at, one] of news.entries()) {
    const [key, before] = [keys[at], rows[at]];
    const after = stateAfter(one, before, nowMs);
    if (key === undefined || after === undefined || sameValue(before, after)) continue;
    const isOver = one.state === 'closed' || one.closedMs !== undefined;
    const isLast = isOver || after.event === true;
    actions.push({ ...put(key, after), ...(isLast ? { expiresAt: Math.ceil(nowMs / 1_000) + keptSeconds } : {}) });
    if (policy === undefined) continue;
    const sinceMs = after.episodes.at(-1)?.openedMs ?? nowMs;
    const dueMs = isOver ? nowMs : Math.max(nowMs, sinceMs + after.quietMs);
    const by = { key: alertsItem, row: `${key.pk}/${key.sk}`, generation: nowMs, dueMs };
    // Who heard of it where it was before looks on until it is over.
    const heard = new Set([after, before ?? after].flatMap((alert) => channelsOf(alert, policy)));
    items.push(...[...heard].map((channel) => ({ ...by, lane: alertsLane(channel) })));
  }
  return [...actions, ...(await drain.enqueue(items))];
}

function stateAfter(news: AlertNews, before: AlertState | undefined, nowMs: number): AlertState | undefined {
  // A clock that is ahead of ours keeps nobody waiting.
  const atMs = Math.min(news.atMs ?? nowMs, nowMs);
  if (news.state === 'open') {
    const opened = openAlert(before, news.alert, { nowMs: atMs, quietMs: news.quietMs ?? togetherMs });
    return news.closedMs === undefined ? opened : closeAlert(opened, Math.min(news.closedMs, nowMs));
  }
  return before === undefined ? undefined : closeAlert(before, atMs, news.unwatched);
}
