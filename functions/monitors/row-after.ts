import type { ObservedMonitor } from '#shared/domain/monitor.ts';
import type { MonitorRow } from '#shared/rows/monitor-rows.ts';
import type { Change } from './plan/lane-state.ts';
import type { LaneWork } from './work.ts';

interface Shown {
  readonly id: string;
  readonly monitor?: ObservedMonitor | undefined;
}

type MonitorChange = Extract<Change, { readonly id: string }> | Extract<Change, { readonly kind: 'create' }>;

/** The row as it is once the far side has answered: nothing is in doubt any more, nothing refused. */
export function rowAfter({ rows, drain }: LaneWork, change: MonitorChange, { id, monitor }: Shown): MonitorRow {
  const { askedMs: _asked, failure: _failure, pausedMs, wasUp, hasPast, ...before } = rows.of(change.site);
  const later = hasPast === true || !['create', 'delete'].includes(change.kind) ? { hasPast: true as const } : {};
  const past = {
    ...(pausedMs === undefined ? {} : { pausedMs }),
    ...(wasUp === undefined ? {} : { wasUp }),
    ...later,
  };
  const gone = change.kind === 'delete' ? { gone: [...(before.gone ?? []), { id, atMs: drain.now() }] } : {};
  const row = { ...before, ...gone };
  // What becomes of a spare one says nothing of the one that is kept.
  if (change.kind === 'delete' && row.last !== undefined && row.last.id !== id) return { ...row, ...past };
  const shown = { ...row, last: { id, atMs: drain.now(), ...(monitor === undefined ? {} : { monitor }) } };
  // Another one, or none: nobody knows yet whether it is up.
  if (change.kind === 'create' || change.kind === 'delete') return shown;
  if (change.kind === 'adopt') return { ...shown, ...later };
  if (change.kind === 'resume') return { ...shown, ...(wasUp === undefined ? {} : { wasUp }), ...later };
  return { ...shown, ...past, ...(change.kind === 'pause' ? { pausedMs: pausedMs ?? drain.now() } : {}) };
}
