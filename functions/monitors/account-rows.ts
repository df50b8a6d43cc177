import type { ObservedMonitor } from '#shared/domain/monitor.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { type SiteKey, siteText } from '#shared/domain/site.ts';
import {
  listedKey,
  listedRows,
  type MonitorAccountRow,
  type MonitorRow,
  monitorAccountKey,
  monitorKey,
  monitorRows,
} from '#shared/rows/monitor-rows.ts';
import { type HistoryRow, historyExpiry, historyKey } from '#shared/rows/safety-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import { PendingWrites } from '#shared/runtime/pending-writes.ts';
import { type Action, put, remove } from '#shared/runtime/table.ts';

/** What is remembered of an account and its monitors, with what the drain makes of it; `flush` writes what differs. */
export class AccountRows {
  /** By site. */
  readonly monitors = new Map<string, MonitorRow>();
  /** By id. */
  readonly listed = new Map<string, ObservedMonitor>();
  /** Until then the account is not asked, whatever is left to do. */
  restMs: number | undefined;
  #account: MonitorAccountRow;
  readonly #drain: Drain;
  readonly #writes: PendingWrites;

  private constructor(drain: Drain, account: MonitorAccountRow) {
    this.#drain = drain;
    this.#account = account;
    this.#writes = new PendingWrites(drain);
  }

  static async read(drain: Drain): Promise<AccountRows> {
    const { table, lane, incarnation } = drain;
    const [account, monitors, listed] = await Promise.all([
      table.get(monitorAccountKey(lane)),
      table.query(monitorRows(lane)),
      table.query(listedRows(lane)),
    ]);
    // What another life of the table knew of the account is older than it seems.
    const known = account?.incarnation === incarnation ? account : { incarnation, lookAtMs: 0 };
    const rows = new AccountRows(drain, known);
    for (const { row } of monitors) rows.monitors.set(siteText(row.site), row);
    for (const { row } of listed) rows.listed.set(row.id, row);
    return rows;
  }

  get account(): MonitorAccountRow {
    return this.#account;
  }

  saveAccount(row: MonitorAccountRow): void {
    if (!sameValue(this.#account, row)) this.#writes.add(put(monitorAccountKey(this.#drain.lane), row));
    this.#account = row;
  }

  of(site: SiteKey): MonitorRow {
    const { host, view, setIdentifier } = site;
    return this.monitors.get(siteText(site)) ?? { site: { host, view, setIdentifier } };
  }

  save(row: MonitorRow): void {
    const { lane } = this.#drain;
    if (sameValue(this.monitors.get(siteText(row.site)), row)) return;
    this.monitors.set(siteText(row.site), row);
    this.#writes.add(put(monitorKey(lane, row.site), row));
  }

  /** The same, at once, together with what follows from it. */
  async saveWith(row: MonitorRow, actions: readonly Action[]): Promise<void> {
    await this.flush();
    await transactFenced(this.#drain, [put(monitorKey(this.#drain.lane, row.site), row), ...actions]);
    this.monitors.set(siteText(row.site), row);
  }

  forget(site: SiteKey): void {
    if (this.monitors.delete(siteText(site))) this.#writes.add(remove(monitorKey(this.#drain.lane, site)));
  }

  /** What the last list shows, all of it. */
  saveList(monitors: readonly ObservedMonitor[]): void {
    const { lane } = this.#drain;
    const ids = new Set(monitors.map(({ id }) => id));
    for (const id of [...this.listed.keys()].filter((one) => !ids.has(one))) {
      this.listed.delete(id);
      this.#writes.add(remove(listedKey(lane, id)));
    }
    for (const monitor of monitors) this.saveListed(monitor);
  }

  /** One of the last list, as it has been seen since. */
  saveListed(monitor: ObservedMonitor): void {
    if (sameValue(this.listed.get(monitor.id), monitor)) return;
    this.listed.set(monitor.id, monitor);
    this.#writes.add(put(listedKey(this.#drain.lane, monitor.id), monitor));
  }

  /** `part` tells apart what is told of the same name at the same time. */
  tell(row: HistoryRow, part: string): void {
    this.#writes.add({ ...put(historyKey(row, part), row), expiresAt: historyExpiry(row.atMs) });
  }

  /** @throws LeaseLostError */
  flush(): Promise<void> {
    return this.#writes.flush();
  }
}
