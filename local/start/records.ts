import type { Configuration } from '#shared/domain/configuration.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { type OwnedRow, ownedRows } from '#shared/rows/zone-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import { draftRecords } from '../../functions/dns/plan/changes.ts';
import { planSettings } from '../../functions/dns/plan/policies.ts';
import { desiredRecords } from '../../functions/dns/plan/wishes.ts';
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

  /** The records of one site in the zone that it belongs to, each followed by its ownership. */
  of(site: SiteRow): readonly RecordEntry[] {
    return this.#entries(site, this.#rowsOf(site).filter(isOf(site)));
  }

  /** The same, as they would be once everything planned is written. */
  planned(site: SiteRow): readonly RecordEntry[] {
    const zone = this.#configuration.zones.find(({ id }) => id === site.wish.zone);
    if (zone === undefined) return [];
    const desired = desiredRecords(site.host, zone.name, site.wish);
    if (!('records' in desired)) return [];
    const owned = this.#rowsOf(site);
    const wanted = { site: { wish: site.wish, applied: false }, desired: desired.records };
    const contents = { owned, unmarked: [], loose: [] };
    const draft = draftRecords(wanted, contents, planSettings(this.#configuration, zone));
    const kept: readonly Owned[] = owned.filter((row) => !draft.removed.includes(row));
    return this.#entries(site, [...kept, ...draft.created]);
  }

  #rowsOf(site: SiteRow): readonly OwnedRow[] {
    return this.#owned.get(placeOf(site.wish.zone, site.host)) ?? [];
  }

  #entries(site: SiteRow, owned: readonly Owned[]): readonly RecordEntry[] {
    const zone = this.#configuration.zones.find(({ id }) => id === site.wish.zone)?.name ?? site.wish.zone;
    const entries = owned.flatMap(({ record, ownership }): readonly RecordEntry[] => [
      recordEntry(record, zone),
      { ...recordEntry(ownership, zone), ownership: true },
    ]);
    // An A and its AAAA may share one ownership record.
    return [...new Map(entries.map((entry) => [JSON.stringify([entry.name, entry.type]), entry])).values()];
  }
}

const placeOf = (zone: string, name: string): string => `${zone} ${name}`;
const isOf =
  (site: SiteRow) =>
  ({ record }: Owned): boolean =>
    (record.setIdentifier ?? '') === site.setIdentifier;

function recordEntry(record: RecordSet, zone: string): RecordEntry {
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
