import * as z from 'zod';
import { type ChangedNode, ZoneContents } from './contents.ts';
import { isNameFault, type Labels, parseName, showName, sortKey } from './names.ts';
import { ResourceRecordSet } from './record-set.ts';

/** A hosted zone to begin with. `records` come on top of the NS and SOA that every zone has. */
export interface ZoneSetup {
  readonly id: string;
  readonly name: string;
  readonly private: boolean;
  /** The account it belongs to. Absent: everybody's. */
  readonly account?: string;
  readonly records?: readonly ResourceRecordSet[];
}

/** What DNS may know of a zone: the records of changes that are INSYNC. */
export interface AnsweredZone {
  readonly id: string;
  readonly labels: Labels;
  readonly isPrivate: boolean;
  readonly contents: ZoneContents;
}

const Pending = z.strictObject({
  inSyncAtMs: z.number(),
  nodes: z.array(z.strictObject({ key: z.string(), sets: z.array(ResourceRecordSet) })),
});

/** A zone in a snapshot: what DNS answers now, and the accepted changes it does not answer yet. */
export const StoredZone = z.strictObject({
  id: z.string(),
  name: z.string(),
  private: z.boolean(),
  busyUntilMs: z.number(),
  answered: z.array(ResourceRecordSet),
  pending: z.array(Pending),
});
export type StoredZone = z.output<typeof StoredZone>;

/** A hosted zone: `current` is what the API shows, `answered` what DNS says; they meet when the last change is INSYNC. */
export class HostedZone {
  readonly id: string;
  readonly isPrivate: boolean;
  readonly labels: Labels;
  readonly current: ZoneContents;
  readonly #answered: ZoneContents;
  readonly #pending: z.output<typeof Pending>[];
  /** While the zone processes a request it takes no other. */
  busyUntilMs: number;

  constructor(stored: StoredZone) {
    const labels = parseName(stored.name);
    if (isNameFault(labels)) throw new Error(`hosted zone ${stored.id}: ${labels.fault}`);
    this.id = stored.id;
    this.isPrivate = stored.private;
    this.labels = labels;
    this.busyUntilMs = stored.busyUntilMs;
    this.#answered = ZoneContents.of(stored.answered);
    this.#pending = stored.pending;
    this.current = ZoneContents.of(stored.answered);
    for (const change of stored.pending) replaceAll(this.current, change.nodes);
  }

  get name(): string {
    return showName(this.labels);
  }

  /** Makes a change visible to the API at once, and to DNS from `inSyncAtMs` on. */
  commit(nodes: readonly ChangedNode[], inSyncAtMs: number): void {
    replaceAll(this.current, nodes);
    this.#pending.push({ inSyncAtMs, nodes: nodes.map(({ key, sets }) => ({ key, sets: [...sets] })) });
  }

  /** What DNS answers at this moment. */
  answeredAt(nowMs: number): ZoneContents {
    for (let next = this.#pending[0]; next !== undefined && next.inSyncAtMs <= nowMs; next = this.#pending[0]) {
      replaceAll(this.#answered, next.nodes);
      this.#pending.shift();
    }
    return this.#answered;
  }

  snapshot(): StoredZone {
    const { id, name, isPrivate, busyUntilMs } = this;
    const stored = { id, name, private: isPrivate, busyUntilMs };
    return { ...stored, answered: [...this.#answered.from('')], pending: structuredClone(this.#pending) };
  }
}

function replaceAll(contents: ZoneContents, nodes: readonly ChangedNode[]): void {
  for (const { key, sets } of nodes) contents.replace(key, sets);
}

/** The name servers of a zone: invented, as they differ from zone to zone on the real service too. */
export const nameServersOf = (zone: { readonly id: string }): readonly string[] =>
  ['com', 'net', 'org', 'co.uk'].map((top, at) => `ns-${at}-${zone.id.toLowerCase()}.awsdns-00.${top}.`);

/**
 * A new zone with the NS and SOA record sets that Route 53 makes.
 * Source: Developer Guide, "NS and SOA records that Route 53 creates for a public hosted zone": TTL 172800 and 900.
 */
export function newZone({ id, name, private: isPrivate }: ZoneSetup): HostedZone {
  const labels = parseName(name);
  if (isNameFault(labels)) throw new Error(`hosted zone ${id}: ${labels.fault}`);
  const apex = showName(labels);
  const servers = nameServersOf({ id });
  const soa = `${servers[0]} awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
  const answered: ResourceRecordSet[] = [
    { Name: apex, Type: 'NS', TTL: 172_800, ResourceRecords: servers.map((Value) => ({ Value })) },
    { Name: apex, Type: 'SOA', TTL: 900, ResourceRecords: [{ Value: soa }] },
  ];
  return new HostedZone({ id, name: apex, private: isPrivate, busyUntilMs: 0, answered, pending: [] });
}

/** The key of the zone's own name. */
export const apexKey = (zone: { readonly labels: Labels }): string => sortKey(zone.labels);
