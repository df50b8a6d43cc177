import type { ModelOptions } from '../model-options.ts';
import type { Limits } from './limits.ts';
import type { CreateInput } from './monitor-input.ts';
import type { Action } from './operations.ts';
import type { Plan } from './plans.ts';
import type { Given } from './state.ts';

/** A monitor that is there from the beginning, made by somebody else. */
export interface GivenMonitor {
  readonly id: number;
  readonly monitor: CreateInput;
  readonly isLegacy?: boolean;
}

export interface UptimeRobotOptions extends Omit<ModelOptions<Action>, 'callers'> {
  /** What each key may do; one that is not named is unknown or expired. */
  readonly keys: Readonly<Record<string, 'main' | 'read-only'>>;
  /** Default: the free one. */
  readonly plan?: Plan;
  /** People; their names, or their addresses. */
  readonly contacts?: readonly Given[];
  readonly windows?: readonly Given[];
  /** Status pages, which show nothing at first. */
  readonly pages?: readonly Given[];
  readonly monitors?: readonly GivenMonitor[];
  readonly limits?: Partial<Limits>;
}
