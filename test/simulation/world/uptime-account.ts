import type { StoredMonitor } from '#local/cloud/uptimerobot/monitor.ts';
import type { StoredIncident } from '#local/cloud/uptimerobot/state.ts';
import type { MonitorProvider } from '../../../functions/monitors/ports.ts';
import type { Process } from '../engine/process.ts';
import type { HandEdit } from './monitors-of-others.ts';

/** A request of Firstlight as the provider took it, whatever was answered. */
export interface MonitorCall {
  readonly method: string;
  readonly path: string;
  /** The monitor, if there was one; and as it is now. */
  readonly before?: StoredMonitor;
  readonly after?: StoredMonitor;
  readonly status: number;
  /** What was answered is no word of the provider's own. */
  readonly isFault: boolean;
  /** The provider was away. */
  readonly isUnheard: boolean;
  readonly by: Process;
  readonly nowMs: number;
}

export interface UptimeIncident extends StoredIncident {
  readonly url: string;
  /** The monitor had been up before. */
  readonly wasUp: boolean;
}

/** The account with the provider of checks: the strict model behind the real adapter, and whoever else has a hand in it. */
export interface Uptime {
  portOf(process: Process): MonitorProvider;
  monitors(): readonly StoredMonitor[];
  /** All that ever began, those of monitors that were deleted included. */
  incidents(): readonly UptimeIncident[];
  readonly mostMonitors: number;
  /** Who else than we may have paused it. */
  isPausedByHand(id: number): boolean;
  edit(nth: number, how: HandEdit): void;
  makeForeign(name: string, host: string): void;
  break(trouble: 'away' | 'expired'): void;
  mend(trouble: 'away' | 'expired'): void;
  onCall(listener: (call: MonitorCall) => void): void;
  /** Called when somebody else than Firstlight has changed a monitor, or a check its status. */
  onChange(
    listener: (before: StoredMonitor | undefined, after: StoredMonitor | undefined, who: 'hand' | 'check') => void,
  ): void;
}
