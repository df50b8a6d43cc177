import * as z from 'zod';
import type { Limits } from './limits.ts';
import { StoredMonitor } from './monitor.ts';
import type { Plan } from './plans.ts';
import type { Period } from './rate.ts';
import { seenAt, type Versions, written } from './replica.ts';

export const StoredIntegration = z.strictObject({
  id: z.int(),
  friendlyName: z.string(),
  enableNotificationsFor: z.enum(['UpAndDown', 'Down', 'Up', 'None']),
  sslExpirationReminder: z.boolean(),
  urlToNotify: z.string(),
  postValue: z.string(),
  sendAsJSON: z.boolean(),
  sendAsQueryString: z.boolean(),
  sendAsPostParameters: z.boolean(),
  customHeaders: z.record(z.string(), z.string()).nullable(),
});
export type StoredIntegration = z.output<typeof StoredIntegration>;

export const StoredIncident = z.strictObject({
  id: z.string(),
  monitorId: z.int(),
  cause: z.int(),
  reason: z.string(),
  startedMs: z.number(),
  endedMs: z.number().nullable(),
  /** Integrations that were told that it began. */
  told: z.array(z.int()),
});
export type StoredIncident = z.output<typeof StoredIncident>;

const Page = z.strictObject({ id: z.int(), friendlyName: z.string(), monitorIds: z.array(z.int()) });
export type StoredPage = z.output<typeof Page>;

const versionsOf = <Schema extends z.ZodType>(value: Schema) =>
  z.array(z.strictObject({ sinceMs: z.number(), value: value.nullable() }));

/** The model's memory as plain JSON; what was counted of calls begins anew with a process. */
export const Snapshot = z.strictObject({
  version: z.literal(1),
  time: z.strictObject({ lastMs: z.number(), aheadMs: z.number() }),
  made: z.int(),
  monitors: z.array(z.tuple([z.int(), versionsOf(StoredMonitor)])),
  integrations: z.array(StoredIntegration),
  incidents: z.array(StoredIncident),
  pages: z.array(Page),
  tags: z.array(z.tuple([z.string(), z.int()])),
});
export type Snapshot = z.output<typeof Snapshot>;

export interface State {
  requests: number;
  /** So far; ids come from it. */
  made: number;
  time: Snapshot['time'];
  period: Period;
  readonly monitors: Map<number, Versions<StoredMonitor>>;
  readonly integrations: Map<number, StoredIntegration>;
  readonly incidents: Map<string, StoredIncident>;
  readonly pages: Map<number, StoredPage>;
  /** Ids by name. */
  readonly tags: Map<string, number>;
}

export const emptyState = (): State => ({
  requests: 0,
  made: 0,
  time: { lastMs: 0, aheadMs: 0 },
  period: { sinceMs: Number.NEGATIVE_INFINITY, calls: 0 },
  monitors: new Map(),
  integrations: new Map(),
  incidents: new Map(),
  pages: new Map(),
  tags: new Map(),
});

export const storeState = (state: State): Snapshot =>
  Snapshot.parse(
    JSON.parse(
      JSON.stringify({
        version: 1,
        time: state.time,
        made: state.made,
        monitors: [...state.monitors],
        integrations: [...state.integrations.values()],
        incidents: [...state.incidents.values()],
        pages: [...state.pages.values()],
        tags: [...state.tags],
      }),
    ),
  );

export function loadState(snapshot: unknown): State {
  const { time, made, monitors, integrations, incidents, pages, tags } = Snapshot.parse(snapshot);
  return {
    ...emptyState(),
    time,
    made,
    monitors: new Map(monitors),
    integrations: new Map(integrations.map((one) => [one.id, one])),
    incidents: new Map(incidents.map((one) => [one.id, one])),
    pages: new Map(pages.map((one) => [one.id, one])),
    tags: new Map(tags),
  };
}

/** A contact or a maintenance window of the account: made by people on the provider's own pages. */
export interface Given {
  readonly id: number;
  readonly name: string;
}

/** One request, recognised, counted and let through. */
export interface Ask {
  readonly state: State;
  readonly plan: Plan;
  readonly limits: Limits;
  readonly contacts: readonly Given[];
  readonly windows: readonly Given[];
  /** The number in the path; NaN where there is none. */
  readonly id: number;
  readonly idText: string;
  readonly query: Readonly<Record<string, string>>;
  readonly input: unknown;
  readonly nowMs: number;
}

/** Changes what is there: reads follow later. */
export function writeMonitor(
  { state, limits, nowMs }: Pick<Ask, 'state' | 'limits' | 'nowMs'>,
  id: number,
  value: StoredMonitor | null,
): void {
  state.monitors.set(id, written(state.monitors.get(id), value, { nowMs, lagMs: limits.lagMs }));
}

/** The monitors that a read finds, by id. */
export function seenMonitors({ state, limits, nowMs }: Pick<Ask, 'state' | 'limits' | 'nowMs'>): StoredMonitor[] {
  const lagMs = limits.flickers && state.requests % 2 === 0 ? 0 : limits.lagMs;
  return [...state.monitors.values()]
    .flatMap((versions) => seenAt(versions, nowMs, lagMs) ?? [])
    .toSorted((a, b) => a.id - b.id);
}
