import type { View } from '#shared/domain/configuration.ts';
import type { ConditionEntry, RefusedEntry, SiteEntry } from './document.ts';

/**
 * What would become of a name. `wait`: it is wanted, but something is missing before it can be published. `cannot`: it is
 * wanted, but what stands in the zone or the zone itself forbids it. `keep`: nobody wants it, and a policy keeps it.
 */
export type PlanKind = 'publish' | 'change' | 'release' | 'refuse' | 'wait' | 'cannot' | 'keep';

export interface PlanEntry {
  readonly kind: PlanKind;
  readonly host: string;
  readonly view?: View;
  readonly setIdentifier?: string;
  readonly source: string;
  readonly why: string;
  /** One line for each record and each step of its certificate, as people read it; empty while it is not known. */
  readonly records: readonly string[];
}

export interface Plan {
  /** `publishes 2 names, refuses 1, releases 0, cannot serve 1` */
  readonly summary: string;
  readonly counts: Readonly<Record<PlanKind, number>>;
  /** Something would be written, or is on its way; in a comparison: anything differs. */
  readonly changes: boolean;
  readonly entries: readonly PlanEntry[];
}

export function planOf(entries: readonly PlanEntry[], changes: boolean): Plan {
  const counts = { publish: 0, change: 0, release: 0, refuse: 0, wait: 0, cannot: 0, keep: 0 };
  for (const { kind } of entries) counts[kind] += 1;
  const parts = [
    `publishes ${counts.publish} ${counts.publish === 1 ? 'name' : 'names'}`,
    `refuses ${counts.refuse}`,
    `releases ${counts.release}`,
    ...(counts.change > 0 ? [`changes ${counts.change}`] : []),
    ...(counts.wait > 0 ? [`${counts.wait} waiting`] : []),
    ...(counts.cannot > 0 ? [`cannot serve ${counts.cannot}`] : []),
    ...(counts.keep > 0 ? [`keeps ${counts.keep}`] : []),
  ];
  return { summary: parts.join(', '), counts, changes, entries };
}

export const whyOf = (condition: ConditionEntry | undefined): string =>
  condition === undefined ? '' : `${condition.reason}${condition.message === '' ? '' : `: ${condition.message}`}`;

export const refusedEntry = ({
  host = '',
  source,
  reason,
  message,
}: Partial<RefusedEntry> & Pick<RefusedEntry, 'source' | 'reason' | 'message'>): PlanEntry => ({
  kind: 'refuse',
  host,
  source,
  why: `${reason}: ${message}`,
  records: [],
});

export const nameOf = (entry: Pick<SiteEntry, 'host' | 'view' | 'setIdentifier'>): string =>
  JSON.stringify([entry.host, entry.view, entry.setIdentifier]);
