import type { Configuration } from '#shared/domain/configuration.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import { kindRows, type ObjectRow, objectsOf, type SettledClaim } from '#shared/rows/object-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import type { RefusedEntry, SkippedEntry } from './document.ts';
import { heardClusters } from './heard-clusters.ts';
import { unreadSources } from './unread-sources.ts';

/** What is wrong with the objects that the table knows, each thing once, in a stable order. */
export interface ObjectProblems {
  readonly refused: readonly RefusedEntry[];
  readonly skipped: readonly SkippedEntry[];
  /** In the order of clusters, kinds and names. */
  readonly undecided: readonly UndecidedClaim[];
  readonly heard: ReadonlySet<string>;
}

/** A claim that is decided once its zone has been read, or the object that its record is marked for was seen. */
export interface UndecidedClaim {
  readonly ref: ObjectRow['ref'];
  readonly claim: SettledClaim;
}

export async function readObjectProblems(table: Table, configuration: Configuration): Promise<ObjectProblems> {
  const refused: RefusedEntry[] = [];
  const skipped: SkippedEntry[] = [];
  const undecided: UndecidedClaim[] = [];
  const rows = await readObjects(table, configuration);
  skipped.push(...unreadSources(rows));
  for (const row of rows) {
    refused.push(...refusedOf(row));
    skipped.push(...row.skipped.map((entry) => ({ source: sourceText(row.ref), ...entry })));
    const waiting = row.claims.filter(isUndecided);
    undecided.push(...waiting.map((claim) => ({ ref: row.ref, claim })));
  }
  return {
    refused: distinct(refused),
    skipped: distinct(skipped),
    undecided,
    heard: await heardClusters(table, configuration, rows),
  };
}

/** Every object that the configured clusters are known to have. */
export async function readObjects(table: Table, configuration: Configuration): Promise<readonly ObjectRow[]> {
  const rows: ObjectRow[] = [];
  for (const { name: cluster } of configuration.clusters) {
    for (const { row: kind } of await table.query(kindRows(cluster))) {
      const found = await table.query(objectsOf({ cluster, ...kind }));
      rows.push(...found.map(({ row }) => row).filter(({ gone }) => !gone));
    }
  }
  return rows;
}

/** `Ingress/namespace/name`; what has no namespace is `IngressClass/name`, a document of a file `File/<path>#<n>`. */
export const sourceText = (ref: ObjectRef): string => `${ref.kind}/${ref.key.replace(/^\//, '')}`;

/** Such a claim is not refused for good: nobody has looked at all that decides about it. */
export const isUndecided = ({ verdict, reason }: Pick<SettledClaim, 'verdict' | 'reason'>): boolean =>
  verdict === 'refused' && (reason === 'ZoneNotRead' || reason === 'Waiting');

function refusedOf(row: ObjectRow): readonly RefusedEntry[] {
  return row.claims
    .filter((claim) => claim.verdict === 'refused' && !isUndecided(claim))
    .map(({ host, reason = 'Waiting', message = '' }) => ({ host, source: sourceText(row.ref), reason, message }));
}

function distinct<Entry extends RefusedEntry | SkippedEntry>(entries: readonly Entry[]): readonly Entry[] {
  const order = (entry: Entry): string => JSON.stringify([entry.host ?? '', entry.source, entry.reason, entry.message]);
  const byText = new Map(entries.map((entry) => [order(entry), entry]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}
