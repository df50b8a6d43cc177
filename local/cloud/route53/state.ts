import * as z from 'zod';
import type { Json } from '#shared/runtime/table.ts';
import type { Bucket } from './buckets.ts';
import { HostedZone, StoredZone } from './zone.ts';

const StoredChange = z.strictObject({
  submittedAtMs: z.number(),
  inSyncAtMs: z.number(),
  comment: z.string().optional(),
});
export type StoredChange = z.output<typeof StoredChange>;

const Snapshot = z.strictObject({
  version: z.literal(1),
  requests: z.int(),
  changes: z.record(z.string(), StoredChange),
  zones: z.array(StoredZone),
});

/** All that the model remembers. Buckets and call counters begin anew with a process and are not stored. */
export interface State {
  /** Requests so far; ids of requests and changes come from it. */
  requests: number;
  readonly zones: Map<string, HostedZone>;
  readonly changes: Map<string, StoredChange>;
  buckets: Readonly<Record<string, Bucket>>;
}

export const emptyState = (): State => ({ requests: 0, zones: new Map(), changes: new Map(), buckets: {} });

export const storeState = ({ requests, zones, changes }: State): Json => {
  const stored = { version: 1, requests, changes: Object.fromEntries(changes), zones: [] };
  // Through text, as what is stored will be: no reference into the model and no undefined survives.
  return JSON.parse(JSON.stringify({ ...stored, zones: [...zones.values()].map((zone) => zone.snapshot()) }));
};

/** @throws z.ZodError when the JSON is not a snapshot of this model. */
export function loadState(json: Json): State {
  const { requests, changes, zones } = Snapshot.parse(json);
  return {
    ...emptyState(),
    requests,
    zones: new Map(zones.map((zone) => [zone.id, new HostedZone(zone)])),
    changes: new Map(Object.entries(changes)),
  };
}
