import * as z from 'zod';
import type { Bucket } from './buckets.ts';
import { StoredHealthCheck } from './stored-health-check.ts';
import { HostedZone, StoredZone } from './zone.ts';

const StoredChange = z.strictObject({
  submittedAtMs: z.number(),
  inSyncAtMs: z.number(),
  comment: z.string().optional(),
  /** Of the caller who asked for it. */
  account: z.string().optional(),
});
export type StoredChange = z.output<typeof StoredChange>;

const Time = z.strictObject({ lastMs: z.number(), aheadMs: z.number() });

const Snapshot = z.strictObject({
  version: z.literal(1),
  time: Time,
  requests: z.int(),
  changes: z.record(z.string(), StoredChange),
  zones: z.array(StoredZone),
  healthChecks: z.record(z.string(), StoredHealthCheck).default({}),
  tags: z.record(z.string(), z.record(z.string(), z.string())).default({}),
});

/** The model's memory as plain JSON. */
export type Snapshot = z.output<typeof Snapshot>;

/** All that the model remembers. Buckets and call counters begin anew with a process and are not stored. */
export interface State {
  /** Requests so far; ids of requests and changes come from it. */
  requests: number;
  readonly zones: Map<string, HostedZone>;
  readonly changes: Map<string, StoredChange>;
  readonly healthChecks: Map<string, StoredHealthCheck>;
  /** By `hostedzone/<id>` or `healthcheck/<id>`. */
  readonly tags: Map<string, Readonly<Record<string, string>>>;
  buckets: Readonly<Record<string, Bucket>>;
  /** The moment last seen, and how far the model's own time is ahead of the caller's. */
  time: Readonly<z.output<typeof Time>>;
}

export const emptyState = (): State => ({
  requests: 0,
  zones: new Map(),
  changes: new Map(),
  healthChecks: new Map(),
  tags: new Map(),
  buckets: {},
  time: { lastMs: 0, aheadMs: 0 },
});

export function storeState({ requests, zones, changes, healthChecks, tags, time }: State): Snapshot {
  const maps = { changes, healthChecks, tags };
  const asObjects = Object.entries(maps).map(([name, map]) => [name, Object.fromEntries(map)] as const);
  const stored = { version: 1, time, requests, ...Object.fromEntries(asObjects) };
  const text = JSON.stringify({ ...stored, zones: [...zones.values()].map((zone) => zone.snapshot()) });
  // Through text, as what is stored will be: no reference into the model and no undefined survives.
  return Snapshot.parse(JSON.parse(text));
}

/** @throws z.ZodError when the JSON is not a snapshot of this model. */
export function loadState(json: unknown): State {
  const { time, requests, changes, zones, healthChecks, tags } = Snapshot.parse(json);
  return {
    ...emptyState(),
    time,
    requests,
    zones: new Map(zones.map((zone) => [zone.id, new HostedZone(zone)])),
    changes: new Map(Object.entries(changes)),
    healthChecks: new Map(Object.entries(healthChecks)),
    tags: new Map(Object.entries(tags)),
  };
}
