import { createHash } from 'node:crypto';
import { type AlertId, type AlertPlace, type AlertState, alertText } from '#shared/domain/alert.ts';
import type { PostedAt } from '#shared/domain/chat.ts';
import { splitKey } from '#shared/domain/keys.ts';
import type { Partition, RowKey } from '#shared/runtime/table.ts';
import type { SiteRow } from './site-rows.ts';

/** Each is written by one lane only, in the transaction of what it is about. */
export const alertRows: Partition<AlertState> = { pk: 'alert' };
export const alertKey = (id: AlertId): RowKey<AlertState> => ({ pk: alertRows.pk, sk: fitted(alertText(id)) });

/** Until when an alarm of CloudWatch was heard: events about it come in any order. */
export interface AlarmRow {
  readonly name: string;
  readonly atMs: number;
}

export const alarmKey = (name: string): RowKey<AlarmRow> => ({ pk: 'alarm', sk: name });

/** A sort key has 1,024 bytes; what is longer keeps its beginning and gets its hash. */
const fitted = (text: string): string =>
  Buffer.byteLength(text) <= 1_000 ? text : `${text.slice(0, 200)}#${createHash('sha256').update(text).digest('hex')}`;

/** Where a site is: what routes go by. */
export const placeOfSite = ({ cluster, holder, wish }: SiteRow): AlertPlace => ({
  cluster,
  namespace: splitKey(holder.key).namespace,
  edge: wish.edge,
  ...(wish.alerts === undefined ? {} : { channels: wish.alerts }),
});

/** Once that an alert was open: what a message is about. */
export interface ToldEpisode {
  readonly alert: string;
  readonly openedMs: number;
}

/** A message that stands in a channel; written by the channel's lane only, after the far side took it. */
export interface MessageRow {
  readonly id: string;
  /** More than one only of a digest. */
  readonly episodes: readonly ToldEpisode[];
  /** Of a digest: what happened where. */
  readonly place?: string;
  /** Says that the alert comes and goes. */
  readonly flapping?: true;
  /** It was about to be posted, and nobody knows whether it stands there. */
  readonly unsure?: true;
  /** Where it stood it can be neither changed nor answered any more. */
  readonly gone?: true;
  /** As people read it. */
  readonly text: string;
  readonly postedMs: number;
  /** Of a digest: when it last took in what followed. */
  readonly addedMs?: number;
  /** Absent where the channel keeps nothing that could be changed. */
  readonly at?: PostedAt;
  /** All of it is over, and that was said. */
  readonly endedMs?: number;
}

export const alertsLane = (channel: string): string => `alerts:${channel}`;
export const channelOfLane = (lane: string): string => lane.slice(alertsLane('').length);
export const messageRows = (channel: string): Partition<MessageRow> => ({ pk: `posted#${alertsLane(channel)}` });
export const messageKey = (channel: string, id: string): RowKey<MessageRow> => ({
  pk: messageRows(channel).pk,
  sk: fitted(id),
});

/** The only key of a lane of alerts: a look is a look at the whole channel. */
export const alertsItem = 'look';
