import type { Configuration } from '#shared/domain/configuration.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { readConfiguration, writeConfiguration } from '#shared/runtime/configuration-row.ts';
import type { Table } from '#shared/runtime/table.ts';

/** Puts a configuration in force, unless it is the one that already is; a changed one gets the next number. */
export async function enforce(table: Table, document: Configuration): Promise<void> {
  const known = await readConfiguration(table);
  if (known === undefined || !sameValue(known.document, document)) await writeConfiguration(table, document);
}
