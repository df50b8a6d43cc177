import type { Configuration } from '#shared/domain/configuration.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { type OwnedRow, ownedRows } from '#shared/rows/zone-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import type { RecordEntry } from './document.ts';

/** Everything that stands in the configured zones with our mark, by zone and name. */
export class StandingRecords {
  readonly #zones: ReadonlyMap<string, string>;
  readonly #owned: ReadonlyMap<string, readonly OwnedRow[]>;

  private constructor(configuration: Configuration, owned: readonly OwnedRow[]) {
    this.#zones = new Map(configuration.zones.map(({ id, name }) => [id, name]));
    this.#owned = Map.groupBy(owned, (row) => placeOf(row.zone, row.record.name));
  }

  static async read(table: Table, configuration: Configuration): Promise<StandingRecords> {
    const zones = await Promise.all(configuration.zones.map(({ id }) => table.query(ownedRows(id))));
    return new StandingRecords(
      configuration,
      zones.flatMap((entries) => entries.map(({ row }) => row)),
    );
  }

  /** The records of one site in the zone that it belongs to, each followed by its ownership. */
  of(site: SiteRow): readonly RecordEntry[] {
    const rows = this.#owned.get(placeOf(site.wish.zone, site.host)) ?? [];
    const own = rows.filter(({ record }) => (record.setIdentifier ?? '') === site.setIdentifier);
    const entries = own.flatMap(({ record, ownership, zone }) => [
      recordEntry(record, this.#nameOf(zone)),
      { ...recordEntry(ownership, this.#nameOf(zone)), ownership: true as const },
    ]);
    return distinct(entries);
  }

  #nameOf(zone: string): string {
    return this.#zones.get(zone) ?? zone;
  }
}

const placeOf = (zone: string, name: string): string => `${zone} ${name}`;

export function recordEntry(record: RecordSet, zone: string): RecordEntry {
  const { name, type, ttl, values, alias, setIdentifier } = record;
  return {
    zone,
    name,
    type,
    ...(ttl === undefined ? {} : { ttl }),
    ...(values === undefined ? {} : { values }),
    ...(alias === undefined ? {} : { alias }),
    ...(setIdentifier === undefined ? {} : { setIdentifier }),
  };
}

/** An A and its AAAA may share one ownership record. */
function distinct(entries: readonly RecordEntry[]): readonly RecordEntry[] {
  return [...new Map(entries.map((entry) => [JSON.stringify([entry.name, entry.type]), entry])).values()];
}
