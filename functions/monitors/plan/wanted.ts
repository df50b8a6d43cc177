import type { MonitorSpec, ObservedMonitor } from '#shared/domain/monitor.ts';
import { sameValue } from '#shared/domain/same-value.ts';

/** At most 20 tags (UptimeRobot API v3, tagNames). */
const mostTags = 20;

const joined = (first: readonly string[], second: readonly string[]): readonly string[] =>
  [...new Set([...first, ...second])].slice(0, mostTags).sort();

/** The check with its tags, and with what a wish leaves to others: their own tags, and regions where none are asked for. */
export function wantedOf(check: MonitorSpec, tags: readonly string[], observed?: ObservedMonitor): MonitorSpec {
  const regions = check.regions.length === 0 ? (observed?.spec?.regions ?? []) : check.regions;
  return { ...check, regions, tags: joined(joined(tags, check.tags), observed?.tags ?? []) };
}

export const isEqual = (wanted: MonitorSpec, { spec }: ObservedMonitor): boolean =>
  spec !== undefined && sameValue(wanted, spec);

/** Whether a monitor has a keyword cannot be changed: that takes another one. */
export const isOtherKind = (wanted: MonitorSpec, { spec }: ObservedMonitor): boolean =>
  spec !== undefined && (spec.keyword === undefined) !== (wanted.keyword === undefined);
