import type { HoldRow } from '#shared/rows/safety-rows.ts';
import { holdRows } from '#shared/rows/safety-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { sitePrefix } from '#shared/rows/site-rows.ts';
import type { StoredConfiguration } from '#shared/runtime/capability.ts';
import { configurationKey } from '#shared/runtime/configuration-row.ts';
import type { RowKey } from '#shared/runtime/table.ts';
import type { Store } from '../world/store.ts';

/** The table as it stands, to be read without waiting: an invariant judges the very moment of a change. */
export interface Mirror {
  row<Row>(key: RowKey<Row>): Row | undefined;
  /** All rows of a partition. */
  under(pk: string): ReadonlyMap<string, object>;
  /** Every site of a host and view, or of a host. */
  sites(host: string): readonly SiteRow[];
  readonly allSites: readonly SiteRow[];
  readonly holds: readonly HoldRow[];
  readonly configuration: StoredConfiguration | undefined;
}

const nothing: ReadonlyMap<string, object> = new Map();

/** Must be the first to listen, so that whoever listens after it finds what was just written. */
export function createMirror(store: Store): Mirror {
  const partitions = new Map<string, Map<string, object>>();
  /** All of them, which others are asked for at each step. */
  const sites = new Map<string, SiteRow>();
  const put = (pk: string, sk: string, row: object): void => {
    const rows = partitions.get(pk) ?? new Map<string, object>();
    partitions.set(pk, rows.set(sk, row));
    if (isSite(pk, sk)) sites.set(`${pk} ${sk}`, row as SiteRow);
  };
  store.onCommit(({ actions }) => {
    for (const { action, key, ...rest } of actions) {
      if (action === 'put' && 'row' in rest) put(key.pk, key.sk, rest.row);
      if (action !== 'delete') continue;
      partitions.get(key.pk)?.delete(key.sk);
      sites.delete(`${key.pk} ${key.sk}`);
    }
  });
  store.onNewLife(() => {
    partitions.clear();
    sites.clear();
    for (const { key, row } of store.snapshot().values()) put(key.pk, key.sk, row);
  });
  const under = (pk: string): ReadonlyMap<string, object> => partitions.get(pk) ?? nothing;
  const sitesIn = (pk: string): readonly SiteRow[] =>
    [...under(pk)].flatMap(([sk, row]) => (sk.startsWith(sitePrefix) ? [row as SiteRow] : []));
  const row = <Row>(key: RowKey<Row>): Row | undefined => under(key.pk).get(key.sk) as Row | undefined;
  return {
    row,
    under,
    sites: (host) => (['public', 'private'] as const).flatMap((view) => sitesIn(`site#${host}#${view}`)),
    get allSites() {
      return [...sites.values()];
    },
    get holds() {
      return [...under(holdRows.pk).values()] as HoldRow[];
    },
    get configuration() {
      return row(configurationKey);
    },
  };
}

const isSite = (pk: string, sk: string): boolean => pk.startsWith('site#') && sk.startsWith(sitePrefix);
