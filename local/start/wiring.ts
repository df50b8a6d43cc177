import type { Scheduler } from '#shared/domain/clock.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { sourceOf } from '#shared/events/envelope.ts';
import type { Capability } from '#shared/runtime/capability.ts';
import { drainLane } from '#shared/runtime/drain.ts';
import type { Random } from '#shared/runtime/random.ts';
import type { Table } from '#shared/runtime/table.ts';
import { createPlatform, type Platform } from '../platform/platform.ts';
import type { Cloud } from './cloud.ts';
import { describeError, type Notes } from './notes.ts';
import type { StartOptions } from './options.ts';

export interface WiringInput {
  readonly options: StartOptions;
  readonly configuration: Configuration;
  readonly table: Table;
  readonly cloud: Cloud;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly notes: Notes;
}

/** The deployment sweeps each minute; here nobody pays for it, and nobody likes to wait. */
const sweepEveryMs = 1_000;
