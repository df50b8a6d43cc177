import type { Configuration } from '#shared/domain/configuration.ts';
import type { PlannedChange } from '#shared/domain/planned-change.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { type OwnedRow, ownedRows } from '#shared/rows/zone-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import type { RecordEntry } from './document.ts';

type Owned = Pick<OwnedRow, 'record' | 'ownership'>;

/** Everything that stands in the configured zones with an ownership mark, by zone and name. */
export class StandingRecords {
  readonly #configuration: Configuration;
  readonly #owned: ReadonlyMap<string, readonly OwnedRow[]>;

  private constructor(configuration: Configuration, owned: readonly OwnedRow[]) {
    this.#configuration = configuration;
    this.#owned = Map.groupBy(owned, (row) => placeOf(row.zone, row.record.name));
  }

  static async read(table: Table, configuration: Configuration): Promise<StandingRecords> {
    const zones = await Promise.all(configuration.zones.map(({ id }) => table.query(ownedRows(id))));
    return new StandingRecords(
      configuration,
      zones.flatMap((entries) => entries.map(({ row }) => row)),
    );
  }

  /** Everything, in the order of zones and names. */
  all(): readonly OwnedRow[] {
    return [...this.#owned.values()].flat();
  }

  /** The records of one site in the zone that it belongs to, each followed by its ownership. */
  of(site: SiteRow): readonly RecordEntry[] {
    return this.#entries(site, this.#rowsOf(site).filter(isOf(site)));
  }

  /** The same, as they would be once everything planned is written. */
  planned(site: SiteRow, changes: readonly PlannedChange[]): readonly RecordEntry[] {
    const records = new Map(this.of(site).map((entry) => [idOf(entry), entry]));
    const zone = this.#zoneName(site);
    for (const { before, after } of changes) {
      if (before !== undefined) records.delete(idOf(before));
      if (after === undefined) continue;
      const entry = recordEntry(after, zone);
      // A site has no TXT of its own: one that is planned says whose the other record is.
      records.set(idOf(after), after.type === 'TXT' ? { ...entry, ownership: true } : entry);
    }
    return [...records.values()];
  }

  #rowsOf(site: SiteRow): readonly OwnedRow[] {
    return this.#owned.get(placeOf(site.wish.zone, site.host)) ?? [];
  }

  #entries(site: SiteRow, owned: readonly Owned[]): readonly RecordEntry[] {
    const zone = this.#zoneName(site);
    const entries = owned.flatMap(({ record, ownership }): readonly RecordEntry[] => [
      recordEntry(record, zone),
      { ...recordEntry(ownership, zone), ownership: true },
    ]);
    // An A and its AAAA may share one ownership record.
    return [...new Map(entries.map((entry) => [idOf(entry), entry])).values()];
  }

  #zoneName(site: SiteRow): string {
    return this.#configuration.zones.find(({ id }) => id === site.wish.zone)?.name ?? site.wish.zone;
  }
}

const idOf = ({ name, type, setIdentifier = '' }: Pick<RecordEntry, 'name' | 'type' | 'setIdentifier'>): string =>
  JSON.stringify([name, type, setIdentifier]);

const placeOf = (zone: string, name: string): string => `${zone} ${name}`;
const isOf =
  (site: SiteRow) =>
  ({ record }: Owned): boolean =>
    (record.setIdentifier ?? '') === site.setIdentifier;

function recordEntry(record: RecordSet, zone: string): RecordEntry {
  const { name, type, ttl, values, alias, setIdentifier, routing, healthCheckId } = record;
  return {
    zone,
    name,
    type,
    ...(ttl === undefined ? {} : { ttl }),
    ...(values === undefined ? {} : { values }),
    ...(alias === undefined ? {} : { alias }),
    ...(setIdentifier === undefined ? {} : { setIdentifier }),
    ...(routing === undefined ? {} : { routing }),
    ...(healthCheckId === undefined ? {} : { healthCheckId }),
  };
}
