import type { Configuration } from '#shared/domain/configuration.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { dnsLane, zoneKey } from '#shared/rows/zone-rows.ts';
import { readConfiguration, writeConfiguration } from '#shared/runtime/configuration-row.ts';
import { raiseWanted } from '#shared/runtime/lanes.ts';
import type { Table } from '#shared/runtime/table.ts';

/**
 * Puts a configuration in force, unless it is the one that already is; a changed one gets the next number, and so does
 * one that comes from another life of the table: a copy of its file is as a deployment after a restore.
 */
export async function enforce(table: Table, document: Configuration): Promise<void> {
  const known = await readConfiguration(table);
  const stands = known?.incarnation === (await table.incarnation()) && sameValue(known.document, document);
  if (!stands) await writeConfiguration(table, document);
}

/** Has each zone listed again that was read in another life of the table: in a copy of its file. */
export async function relistZones(table: Table, { zones }: Configuration): Promise<void> {
  const incarnation = await table.incarnation();
  for (const { id } of zones) {
    const read = await table.get(zoneKey(id));
    if (read !== undefined && read.incarnation !== incarnation) await raiseWanted(table, dnsLane(id));
  }
}
