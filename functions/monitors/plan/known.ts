import type { ObservedMonitor } from '#shared/domain/monitor.ts';
import type { MonitorMemory } from '#shared/rows/monitor-rows.ts';
import type { LaneState, SiteState } from './lane-state.ts';

/** The monitors that are there, as far as anybody can know. */
export interface Known {
  /** Those that carry the site's tag and the installation's, the oldest first. */
  ofSite(state: SiteState): readonly ObservedMonitor[];
  get(id: string): ObservedMonitor | undefined;
  readonly all: readonly ObservedMonitor[];
}

/** What was listed, with what answers since then have shown: for as long as lists lag behind, an answer knows better. */
export function knownMonitors({ sites, listed, lagMs, installationTag }: LaneState): Known {
  const byId = new Map((listed?.monitors ?? []).map((monitor) => [monitor.id, monitor]));
  for (const { last, gone } of sites.map(({ row }) => row)) {
    for (const { id } of stillListed(gone, listed, lagMs)) byId.delete(id);
    if (last === undefined || (listed?.startedMs ?? 0) >= last.atMs + lagMs) continue;
    if (last.monitor === undefined) byId.delete(last.id);
    else byId.set(last.id, last.monitor);
  }
  const all = [...byId.values()].sort(byAge);
  const ours = new Map<string, ObservedMonitor[]>();
  for (const monitor of all.filter(({ tags }) => tags.includes(installationTag))) {
    for (const tag of monitor.tags) ours.set(tag, [...(ours.get(tag) ?? []), monitor]);
  }
  return { all, get: (id) => byId.get(id), ofSite: ({ tag }) => ours.get(tag) ?? [] };
}

/** Those of which lists may speak that began before they were deleted, or a moment after. */
export const stillListed = (
  gone: MonitorMemory['gone'],
  listed: LaneState['listed'],
  lagMs: number,
): readonly { readonly id: string; readonly atMs: number }[] =>
  (gone ?? []).filter(({ atMs }) => (listed?.startedMs ?? 0) < atMs + lagMs);

/** Ids are numbers that grow; one without a time was made at an unknown one, so it is nobody's elder. */
function byAge(a: ObservedMonitor, b: ObservedMonitor): number {
  const [left, right] = [a.createdMs ?? Number.MAX_SAFE_INTEGER, b.createdMs ?? Number.MAX_SAFE_INTEGER];
  if (left !== right) return left - right;
  if (a.id.length !== b.id.length) return a.id.length - b.id.length;
  return a.id < b.id ? -1 : 1;
}
