import type { ObservedMonitor } from '#shared/domain/monitor.ts';
import type { MonitorRow, OpenIncident } from '#shared/rows/monitor-rows.ts';

/** What a look at a monitor says of whether its site is up. */
export type Turn =
  | { readonly kind: 'down'; readonly incident: OpenIncident }
  /** It was over before anybody looked. */
  | { readonly kind: 'past'; readonly incident: OpenIncident }
  /** `unwatched`: it may still be down, but nobody looks any more. */
  | { readonly kind: 'over'; readonly incident: OpenIncident; readonly unwatched?: true };

/**
 * What seems to have changed since the last look, which may have shown what was before; one step at a time, so that nothing is up again before it was down. Nothing is said of
 * what was never up, or of a site that goes.
 */
export function turnOf(
  { wasUp, down, over, metMs }: Pick<MonitorRow, 'wasUp' | 'down' | 'over' | 'metMs'>,
  monitor: ObservedMonitor | undefined,
  isWatched: boolean,
): Turn | undefined {
  const isLooking = isWatched && monitor !== undefined && monitor.status !== 'paused';
  if (!isLooking) return down === undefined ? undefined : { kind: 'over', incident: down, unwatched: true };
  const { status, lastIncident } = monitor;
  if (down !== undefined) {
    // What another monitor meets is no end of what this one has met.
    const isSame = (down.monitorId ?? monitor.id) === monitor.id;
    const isAnother =
      isSame && status === 'down' && lastIncident !== undefined && ![down.id, over].includes(lastIncident.id);
    return status === 'up' || isAnother ? { kind: 'over', incident: down } : undefined;
  }
  const isDown = status === 'down' && wasUp === true && lastIncident !== undefined && lastIncident.id !== over;
  if (isDown) return { kind: 'down', incident: lastIncident };
  const isPast = status === 'up' && wasUp === true && lastIncident !== undefined && lastIncident.id !== over;
  return isPast && metMs !== undefined && lastIncident.startedMs > metMs
    ? { kind: 'past', incident: lastIncident }
    : undefined;
}

/** A first check, and those that are to confirm it, take no longer. */
const firstCheckMs = 120_000;

/**
 * Whether a monitor has been up, whoever looked: one that is shown up was, and one that began to be down only with a later
 * check. Only where all of its past is known (`isKnown`): an incident ends with a pause, too, and another one begins after it.
 */
export function showsUp({ status, lastIncident, createdMs, spec }: ObservedMonitor, isKnown: boolean): boolean {
  if (status === 'up' || !isKnown) return status === 'up';
  if (status !== 'down' || lastIncident === undefined || createdMs === undefined || spec === undefined) return false;
  return lastIncident.startedMs >= createdMs + Math.max(firstCheckMs, spec.intervalSeconds * 1_000);
}

/** As people know it: `HTTP 502 - Bad Gateway` for `502 Bad Gateway`. */
export const causeText = (cause: string): string => {
  const [, status, words] = /^([1-5]\d\d) (\S.*)$/s.exec(cause) ?? [];
  return status === undefined ? cause || 'no reason given' : `HTTP ${status} - ${words}`;
};

/** As people write it: without the slash of a bare host. */
export const shortUrl = (url: string): string => url.replace(/^(https?:\/\/[^/]+)\/$/, '$1');
