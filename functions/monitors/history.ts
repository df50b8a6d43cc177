import { refText, siteText } from '#shared/domain/site.ts';
import type { HistoryRow } from '#shared/rows/safety-rows.ts';
import type { Change } from './plan/lane-state.ts';
import type { LaneWork } from './work.ts';

type Told = Exclude<Change, { readonly kind: 'list' | 'confirm' }>;

/** Leaves a row in the history of a name, by the object that has it; of a change that was made to monitor `id`. */
export function tellChange({ rows, drain, sites }: LaneWork, change: Told, id: string): void {
  const { kind, site, reason: why } = change;
  const holder = sites.find((one) => siteText(one.site) === siteText(site))?.site.holder;
  const url = 'spec' in change ? ` (${change.spec.url} every ${change.spec.intervalSeconds} s)` : '';
  const where = `monitor ${id}${url}`;
  const shown: Pick<HistoryRow, 'before' | 'after'> = kind === 'delete' ? { before: where } : { after: where };
  const by = holder === undefined ? 'firstlight' : refText(holder);
  rows.tell(
    { atMs: drain.now(), host: site.host, where: drain.lane, action: kind, ...shown, why, by },
    `${kind}#${id}`,
  );
}
