import type { MonitorSpec, ObservedMonitor } from '#shared/domain/monitor.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { type Decision, verdictOf, waiting } from './decision.ts';
import { inDoubt } from './doubt.ts';
import { end, endedSince } from './ending.ts';
import type { Known } from './known.ts';
import type { Change, LaneState, SiteState } from './lane-state.ts';
import { notReady } from './readiness.ts';
import { isEqual, isOtherKind, wantedOf } from './wanted.ts';

export interface Around {
  readonly lane: LaneState;
  readonly known: Known;
  /** A monitor that may be taken over for the site. */
  readonly adoptable?: ObservedMonitor;
}

/** What one site needs that shares its URL with no other. */
export function planSite(state: SiteState, around: Around): Decision {
  const { lane, known } = around;
  const monitors = known.ofSite(state);
  const ended = endedSince(state);
  if (ended !== undefined) return end(state, ended, monitors, lane);
  if ('problem' in state.check) return waiting(state.site, state.check.problem);
  const [monitor, ...others] = monitors;
  const spare = others.map(({ id }) => deletion(state, id, `monitor ${monitor?.id} is older and watches the same`));
  const decision =
    monitor === undefined ? begin(state, state.check, around) : keep(state, monitor, { check: state.check, lane });
  return { ...decision, changes: [...decision.changes, ...spare] };
}

const deletion = ({ site }: SiteState, id: string, reason: string): Change => ({ kind: 'delete', site, id, reason });

function begin(state: SiteState, check: MonitorSpec, { lane, known, adoptable }: Around): Decision {
  const { site, row, tag } = state;
  const wanted = wantedOf(check, [lane.installationTag, tag], adoptable);
  if (lane.listed === undefined) return waiting(site, 'the monitors of the account are not listed yet');
  const lost = row.last === undefined ? undefined : known.get(row.last.id);
  if (lost !== undefined) {
    const message = `monitor ${lost.id} does not carry our tags any more, so it is left alone; give it the tags ${tag} and ${lane.installationTag}, or delete it`;
    return { changes: [], verdict: verdictOf(site, 'False', { reason: 'OwnershipLost', message }) };
  }
  const doubt = inDoubt(state, lane);
  if (doubt !== undefined) return doubt;
  const unready = notReady(state);
  if (unready !== undefined) return waiting(site, unready);
  const stopped = hindered(state, check, lane);
  if (stopped !== undefined) return stopped;
  const change: Change =
    adoptable === undefined
      ? { kind: 'create', site, spec: wanted, reason: 'its site is ready and nobody watches it' }
      : { kind: 'adopt', site, id: adoptable.id, spec: wanted, reason: `${adoptable.name} watches it already` };
  return { ...waiting(site, 'its monitor is being made'), changes: [change] };
}

/** What was refused is asked again when it is due, or when it is another check. */
function hindered({ site, row: { failure } }: SiteState, check: MonitorSpec, lane: LaneState): Decision | undefined {
  if (failure === undefined || lane.nowMs >= failure.againMs || !sameValue(failure.check, check)) return undefined;
  const { reason, message, againMs } = failure;
  return { changes: [], verdict: verdictOf(site, 'False', { reason, message }), againMs };
}

interface Keeping {
  readonly check: MonitorSpec;
  readonly lane: LaneState;
}

function keep(state: SiteState, monitor: ObservedMonitor, { check, lane }: Keeping): Decision {
  const { site, row } = state;
  const { id } = monitor;
  const wanted = wantedOf(check, [lane.installationTag, state.tag], monitor);
  const isPaused = monitor.status === 'paused';
  const resume: readonly Change[] =
    isPaused && row.pausedMs !== undefined ? [{ kind: 'resume', site, id, reason: 'its site is back' }] : [];
  const unready = notReady(state);
  // What is checked changes only when an answer can be expected, and neither does a pause end before.
  if (unready !== undefined && (resume.length > 0 || !isEqual(wanted, monitor))) return waiting(site, unready);
  const stopped = isEqual(wanted, monitor) ? undefined : hindered(state, check, lane);
  if (stopped !== undefined) return { ...stopped, changes: resume };
  if (!isEqual(wanted, monitor)) {
    const change: Change = isOtherKind(wanted, monitor)
      ? deletion(state, id, 'whether a check has a keyword cannot be changed: it makes room for another')
      : { kind: 'update', site, id, spec: wanted, reason: 'it differs from what its site asks for' };
    return { ...waiting(site, 'its monitor is being changed'), changes: [...resume, change] };
  }
  if (isPaused && resume.length === 0) {
    const message = `monitor ${id} was paused by somebody; start it there to have the site watched`;
    return { changes: [], verdict: verdictOf(site, 'False', { reason: 'MonitorPaused', message }) };
  }
  const message = `${wanted.url} is checked every ${wanted.intervalSeconds} s by monitor ${id}`;
  if (resume.length > 0) return { ...waiting(site, 'its monitor is being resumed'), changes: resume };
  return { changes: [], verdict: verdictOf(site, 'True', { reason: 'Watched', message }) };
}
