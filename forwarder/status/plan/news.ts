import { createHash } from 'node:crypto';
import { microTime } from '#shared/domain/micro-time.ts';
import { plainText } from '#shared/domain/plain-text.ts';
import type { DesiredSite, Notice, SiteCondition, SourceRef } from './desired.ts';

/** What is worth an Event on the object that a site comes from. */
export interface News {
  readonly source: SourceRef;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly note: string;
}

/** On its way: whoever waits sees it in the Site, and what comes next is told. */
const onTheWay: ReadonlySet<string> = new Set(['Waiting', 'ChangePending', 'ZoneNotRead', 'Retrying', 'Throttled']);
/** Not ready, and nobody has to do anything about it. */
const asMeant: ReadonlySet<string> = new Set(['NoAddress', 'Observing', 'Held', 'Releasing', 'GivenBack']);

/** What of a site is news, after it was shown otherwise or not at all. */
export function newsOfSite(site: DesiredSite, before: readonly SiteCondition[]): News | undefined {
  const ready = readyOf(site.conditions);
  const was = readyOf(before);
  if (ready === undefined || onTheWay.has(ready.reason)) return undefined;
  if (was !== undefined && was.status === ready.status && was.reason === ready.reason) return undefined;
  const isWell = ready.status === 'True' || asMeant.has(ready.reason);
  const what = ready.status === 'True' ? 'is reachable' : 'is not ready';
  return newsOf(site.source, isWell ? 'Normal' : 'Warning', ready, `${titleOf(site)} ${what}`);
}

export const newsOfNotice = ({ source, host, reason, message }: Notice): News =>
  newsOf(source, 'Warning', { reason, message }, host === undefined ? 'is not served' : `${host} is not served`);

const readyOf = (conditions: readonly SiteCondition[]): SiteCondition | undefined =>
  conditions.find(({ type }) => type === 'Ready');

const titleOf = ({ host, view, setIdentifier }: DesiredSite): string =>
  `${host}${view === 'private' ? ' (private)' : ''}${setIdentifier === '' ? '' : ` (${setIdentifier})`}`;

/** events.k8s.io/v1, Event: a note has at most 1,024 characters. */
const noteLimit = 1_000;

function newsOf(
  source: SourceRef,
  type: News['type'],
  { reason, message }: Pick<SiteCondition, 'reason' | 'message'>,
  what: string,
): News {
  const note = plainText(message === '' ? what : `${what}: ${message}`, noteLimit);
  return { source, type, reason, note };
}

/** One name for the same news of the same object, so that the API server itself tells what was said already. */
export function eventName({ source, reason, note }: News, uid: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([uid, reason, note]))
    .digest('hex')
    .slice(0, 16);
  // RFC 1123: what stands before a dot ends in a letter or digit.
  return `${source.name.slice(0, 230).replace(/[-.]+$/, '')}.${hash}`;
}

export interface Regarded {
  readonly apiVersion: string;
  readonly uid: string;
}

/**
 * An Event of events.k8s.io/v1, the API that events are written with since Kubernetes 1.19; `kubectl describe` shows it
 * beside its object because of the uid.
 */
export const eventObject = (
  news: News,
  { apiVersion, uid }: Regarded,
  by: { readonly instance: string; readonly nowMs: number },
): object => ({
  apiVersion: 'events.k8s.io/v1',
  kind: 'Event',
  metadata: { name: eventName(news, uid), namespace: news.source.namespace },
  eventTime: microTime(by.nowMs),
  reportingController: 'firstlight.dev/forwarder',
  reportingInstance: by.instance.slice(0, 128),
  action: 'Publish',
  type: news.type,
  reason: news.reason,
  note: news.note,
  regarding: { apiVersion, kind: news.source.kind, namespace: news.source.namespace, name: news.source.name, uid },
});

/** That it was seen again (RFC 7396). */
export const seriesPatch = (count: number, nowMs: number): object => ({
  series: { count, lastObservedTime: microTime(nowMs) },
});
