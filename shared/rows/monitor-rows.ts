import { createHash } from 'node:crypto';
import type { MonitorSpec, ObservedMonitor } from '#shared/domain/monitor.ts';
import type { MonitorAccount, NamedThing, Pacing, StatusPage } from '#shared/domain/monitor-account.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import { type SiteKey, siteText } from '#shared/domain/site.ts';
import type { Partition, RowKey } from '#shared/runtime/table.ts';

/** What is remembered of a site's monitor. Times here and below are epoch milliseconds. */
export interface MonitorMemory {
  /** One was asked for then, and no answer has come. */
  readonly askedMs?: number;
  /** What the last answer showed; without `monitor`: that there is none. */
  readonly last?: { readonly id: string; readonly atMs: number; readonly monitor?: ObservedMonitor };
  /** Those that we deleted, the last one last: lists may show them for a while. */
  readonly gone?: readonly { readonly id: string; readonly atMs: number }[];
  /** Since when it is paused by us. */
  readonly pausedMs?: number;
  /** The last refusal, for that check, and when it is tried again. */
  readonly failure?: Said & { readonly check: MonitorSpec; readonly againMs: number };
}

/** The same as it is kept, with what became of the site. It outlives the site by the grace of its monitor. */
export interface MonitorRow extends MonitorMemory {
  readonly site: SiteKey;
  /** Whether the monitor was up once: until then nobody is told that it is down. */
  readonly wasUp?: true;
  /** It was made by others, changed or paused since: that it began to be down late does not say that it was up before. */
  readonly hasPast?: true;
  /** The time of being down that lasts; `seenMs`: when that was met first, `monitorId`: by which monitor. */
  readonly down?: OpenIncident & { readonly seenMs: number; readonly monitorId?: string };
  /** The last one that was over: what still speaks of it is old. */
  readonly over?: string;
  /** Until when its times of being down are known: none that began until then is news. */
  readonly metMs?: number;
  /** Since when nobody outside can check it. */
  readonly uncheckedMs?: number;
  /** Since when the site is in release, or gone. */
  readonly releasedMs?: number;
}

export interface OpenIncident {
  /** The provider's. */
  readonly id: string;
  readonly startedMs: number;
  /** In the provider's words. */
  readonly cause: string;
}

export const monitorRows = (lane: string): Partition<MonitorRow> => ({ pk: `monitor#${lane}` });
export const monitorKey = (lane: string, site: SiteKey): RowKey<MonitorRow> => ({
  pk: monitorRows(lane).pk,
  sk: fitted(siteText(site)),
});

/** A sort key has 1,024 bytes. */
const fitted = (text: string): string =>
  Buffer.byteLength(text) <= 1_000 ? text : createHash('sha256').update(text).digest('hex');

/** Everybody's monitors, as last listed. */
export const listedRows = (lane: string): Partition<ObservedMonitor> => ({ pk: `listed#${lane}` });
export const listedKey = (lane: string, id: string): RowKey<ObservedMonitor> => ({ pk: listedRows(lane).pk, sk: id });

/** What is known of the account behind a lane. */
export interface MonitorAccountRow {
  /** The life of the table in which it was listed. */
  readonly incarnation: string;
  /** When the last whole list began. */
  readonly listedMs?: number;
  readonly account?: MonitorAccount & { readonly atMs: number };
  readonly pacing?: Pacing & { readonly atMs: number };
  readonly contacts?: NamedThings;
  readonly windows?: NamedThings;
  readonly pages?: NamedThings<StatusPage>;
  /** Why status pages do not show what they are to show, by their ids. */
  readonly unshown?: Readonly<Record<string, Said & { readonly againMs: number }>>;
  /** What tells us of monitors that turn. */
  readonly webhook?: AccountWebhook;
  /** When the lane is looked at without being asked; 0: never. */
  readonly lookAtMs: number;
  readonly trouble?: AccountTrouble;
}

/** What keeps us from an account: it is asked again at `notBeforeMs`, or under a configuration with another `seq`. */
export interface AccountTrouble extends Said {
  readonly sinceMs: number;
  /** How often it was asked in vain. */
  readonly tries: number;
  readonly notBeforeMs: number;
  readonly seq: number;
}

export interface AccountWebhook {
  /** When it is looked at again. */
  readonly againMs: number;
  /** The provider's, where there is one. */
  readonly id?: string;
  /** Why it is not as it should be. */
  readonly failure?: Said;
}

export interface NamedThings<Thing = NamedThing> {
  readonly atMs: number;
  /** As last read, where they could be. */
  readonly items: readonly Thing[];
  /** Why they could not be read at `atMs`. */
  readonly failure?: Said;
}

interface Said {
  readonly reason: Reason;
  readonly message: string;
}

export const monitorAccountKey = (lane: string): RowKey<MonitorAccountRow> => ({
  pk: `monitors#${lane}`,
  sk: 'account',
});

/** A time in which a site was down; kept for 90 days after its end. */
export interface IncidentRow extends OpenIncident {
  readonly site: SiteKey;
  readonly lane: string;
  readonly monitorId: string;
  readonly url: string;
  readonly endedMs?: number;
  /** It ended because nobody looks any more. */
  readonly unwatched?: true;
}

export const incidentDays = 90;
export const incidentRows = (lane: string): Partition<IncidentRow> => ({ pk: `incident#${lane}` });
export const incidentKey = (
  lane: string,
  { startedMs, id }: Pick<IncidentRow, 'startedMs' | 'id'>,
): RowKey<IncidentRow> => ({
  pk: incidentRows(lane).pk,
  sk: `${String(startedMs).padStart(13, '0')}#${fitted(id)}`,
});

/** The key of what time alone brings; all others are monitors that a provider names, and names of hosts. */
export const monitorsLook = 'look:';

/** The key of a monitor of which its provider says that it turned. */
export const lookAtMonitor = (id: string): string => `${monitorsLook}${id}`;

/** The monitor that such a key names; undefined for any other key. */
export const monitorToLookAt = (key: string): string | undefined =>
  key.startsWith(monitorsLook) && key !== monitorsLook ? key.slice(monitorsLook.length) : undefined;
