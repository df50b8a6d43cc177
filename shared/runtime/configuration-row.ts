import type { Configuration } from '#shared/domain/configuration.ts';
import { noCertificates } from '#shared/domain/edge-certificates.ts';
import { ConditionFailedError } from '#shared/errors/kinds.ts';
import { alertsLane } from '#shared/rows/alert-rows.ts';
import { certificatesLane } from '#shared/rows/certificates-lane-rows.ts';
import { monitorsLanes } from '#shared/rows/monitor-lanes.ts';
import { claimsLane, dnsLane, givenBackRows, statusLane } from '#shared/rows/zone-rows.ts';
import type { StoredConfiguration } from './capability.ts';
import { registerLane } from './lanes.ts';
import { put, type RowKey, type Table } from './table.ts';
import { actionsPerTransaction } from './table-rules.ts';

export const configurationKey: RowKey<StoredConfiguration> = { pk: 'config', sk: 'config' };

/** The life of the table in which its first row was written. */
interface FirstLife {
  readonly incarnation: string;
}
const firstLifeKey: RowKey<FirstLife> = { pk: configurationKey.pk, sk: 'first-life' };

/** Whether the table is an older state of itself: what its rows say may have been overtaken since. */
export async function isRestored(table: Table, incarnation: string): Promise<boolean> {
  const first = await table.get(firstLifeKey);
  return first !== undefined && first.incarnation !== incarnation;
}

/**
 * The configuration that is in force, with what people have said of its zones; undefined before the first deployment and
 * after a loss of the table.
 */
export async function readConfiguration(table: Table): Promise<StoredConfiguration | undefined> {
  const [row, rows] = await Promise.all([table.get(configurationKey), table.query(givenBackRows)]);
  const stored = row === undefined ? undefined : withCertificates(row);
  if (stored === undefined || rows.length === 0) return stored;
  const words = new Map(rows.map(({ row: { zone, atMs, by } }) => [zone, { atMs, by }]));
  const zones = stored.document.zones.map((zone) => {
    const givenBack = words.get(zone.id);
    return givenBack === undefined ? zone : { ...zone, givenBack };
  });
  return { ...stored, document: { ...stored.document, zones } };
}

/** Functions are new a moment before the document is: an older one says nothing of certificates. */
function withCertificates(stored: StoredConfiguration): StoredConfiguration {
  const { edges } = stored.document;
  if (edges.every((edge) => 'certificates' in edge)) return stored;
  const told = edges.map((edge) => ({ ...edge, certificates: edge.certificates ?? noCertificates }));
  return { ...stored, document: { ...stored.document, edges: told } };
}

/** What was written, and the lanes to ring so that it takes effect at once. */
export interface WrittenConfiguration {
  readonly seq: number;
  readonly lanes: readonly string[];
}

/**
 * Puts a configuration in force. Its number is counted in the table, so that an older document written later is the
 * newer configuration. Registers the lanes of its zones and clusters with it. A cluster that leaves has its lane rung
 * too: what is known of it stands still from now on.
 */
export async function writeConfiguration(table: Table, document: Configuration): Promise<WrittenConfiguration> {
  const certificates = document.edges.flatMap((edge) => certificatesLane(edge, document) ?? []);
  const zones = document.zones.map(({ id }) => dnsLane(id));
  const alerts = (document.alerts?.channels ?? []).map(({ name }) => alertsLane(name));
  const lanes = [
    ...new Set([...zones, ...certificates, ...clusterLanes({ document }), ...monitorsLanes(document), ...alerts]),
  ];
  const incarnation = await table.incarnation();
  const first = await table.get(firstLifeKey);
  if (first === undefined) await table.transact([put(firstLifeKey, { incarnation })]);
  const together = actionsPerTransaction - 1;
  for (let at = together; at < lanes.length; at += together) {
    await table.transact(lanes.slice(at, at + together).map(registerLane));
  }
  for (;;) {
    const known = await readConfiguration(table);
    const seq = (known?.seq ?? 0) + 1;
    try {
      const clustersSince = sinceOf(document, seq, known);
      await table.transact([
        put(
          configurationKey,
          { seq, document, incarnation, clustersSince },
          known === undefined ? 'absent' : { seq: known.seq },
        ),
        ...lanes.slice(0, together).map(registerLane),
      ]);
      return { seq, lanes: [...new Set([...lanes, ...clusterLanes(known)])] };
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
    }
  }
}

const clusterLanes = (of: { readonly document: Configuration } | undefined): readonly string[] =>
  (of?.document.clusters ?? []).flatMap(({ name }) => [claimsLane(name), statusLane(name)]);

/** What a cluster says while it is out is not taken, so whoever asks what it has must know since when it was listened to. */
function sinceOf(document: Configuration, seq: number, known: StoredConfiguration | undefined): Record<string, number> {
  const before = new Set(known?.document.clusters.map(({ name }) => name));
  return Object.fromEntries(
    document.clusters.map(({ name }) => [name, before.has(name) ? (known?.clustersSince[name] ?? seq) : seq]),
  );
}
