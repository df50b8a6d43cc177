import type { Change, LaneState, SiteState } from '../../../../functions/monitors/plan/lane-state.ts';
import { type LanePlan, planLane } from '../../../../functions/monitors/plan/plan.ts';
import type { ObservedMonitor } from '../../../../shared/domain/monitor.ts';
import { siteText } from '../../../../shared/domain/site.ts';
import type { MonitorMemory } from '../../../../shared/rows/monitor-rows.ts';
import { hourMs, lane, monitor } from './lanes.ts';

/** What becomes of a call: its answer comes, or it is done and the answer is lost, or it never arrives. */
export type Fate = 'answered' | 'unanswered' | 'lost';

/** An account whose lists lag behind, and the rows of whoever applies plans to it. */
export class AccountWorld {
  nowMs = hourMs;
  readonly over: Partial<LaneState>;
  readonly monitors = new Map<string, ObservedMonitor>();
  /** How it was at each time. */
  private history: { readonly atMs: number; readonly monitors: readonly ObservedMonitor[] }[] = [];
  private readonly rows = new Map<string, MonitorMemory>();
  private listed: LaneState['listed'];
  private nextId = 100;

  constructor(foreign: readonly ObservedMonitor[], over: Partial<LaneState> = {}) {
    this.over = over;
    for (const one of foreign) this.monitors.set(one.id, one);
    this.remember();
  }

  state(sites: readonly SiteState[]): LaneState {
    const { nowMs } = this;
    const withRows = sites.map((one) => ({ ...one, row: this.rows.get(siteText(one.site)) ?? {} }));
    const { listed: _, ...rest } = lane({ sites: withRows, nowMs, relistAfterMs: 1, ...this.over });
    return this.listed === undefined ? rest : { ...rest, listed: this.listed };
  }

  /** One drain, a while after the last. */
  drain(sites: readonly SiteState[], fateOf: () => Fate, passMs: number): LanePlan {
    this.nowMs += passMs;
    const plan = planLane(this.state(sites));
    for (const change of plan.changes) this.apply(change, fateOf());
    this.remember();
    return plan;
  }

  private remember(): void {
    this.history.push({ atMs: this.nowMs, monitors: [...this.monitors.values()] });
  }

  /** As it was before the lag. */
  private seen(): readonly ObservedMonitor[] {
    const lagMs = this.over.lagMs ?? lane().lagMs;
    const then = this.history.findLast(({ atMs }) => atMs + lagMs <= this.nowMs);
    return (then ?? this.history[0])?.monitors ?? [];
  }

  private apply(change: Change, fate: Fate): void {
    if (change.kind === 'list') {
      if (fate === 'answered') this.listed = { startedMs: this.nowMs, monitors: this.seen() };
      return;
    }
    const key = siteText(change.site);
    const { askedMs: _, ...row } = this.rows.get(key) ?? {};
    if (change.kind === 'confirm') {
      const found = this.seen().find(({ tags }) => change.tags.every((tag) => tags.includes(tag)));
      if (fate !== 'answered') return;
      const last = found === undefined ? {} : { last: { id: found.id, atMs: this.nowMs, monitor: found } };
      this.rows.set(key, { ...row, ...last });
      return;
    }
    const id = change.kind === 'create' ? String(this.nextId++) : change.id;
    if (fate !== 'lost') this.change(change, id);
    if (fate !== 'answered') {
      if (change.kind === 'create') this.rows.set(key, { ...row, askedMs: this.nowMs });
      return;
    }
    const after = this.monitors.get(id);
    const { pausedMs: _paused, ...woken } = row;
    this.rows.set(key, {
      ...(change.kind === 'resume' ? woken : row),
      ...(change.kind === 'pause' ? { pausedMs: this.nowMs } : {}),
      last: { id, atMs: this.nowMs, ...(after === undefined ? {} : { monitor: after }) },
    });
  }

  private change(change: Exclude<Change, { readonly kind: 'list' | 'confirm' }>, id: string): void {
    const before = this.monitors.get(id);
    if (change.kind === 'delete') this.monitors.delete(id);
    else if (change.kind === 'create') this.monitors.set(id, monitor(id, change.spec, { status: 'unchecked' }));
    else if (before === undefined) return;
    else if (change.kind === 'pause') this.monitors.set(id, { ...before, status: 'paused' });
    else if (change.kind === 'resume') this.monitors.set(id, { ...before, status: 'unchecked' });
    else if ('spec' in change) this.monitors.set(id, { ...monitor(id, change.spec), status: before.status });
  }
}
