import type { Scheduler } from '#shared/domain/clock.ts';
import type { Bus } from '../ports.ts';
import type { StatusBucket } from '../status/ports.ts';
import type { Defaults, ForwarderCall } from './options.ts';

/** The process around the forwarder. */
export interface Surroundings extends Defaults {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly scheduler: Scheduler;
  random(): number;
  /** Aborted when a person or the system asks to end. */
  readonly stop: AbortSignal;
  connect(call: Pick<ForwarderCall, 'bus' | 'region'>): Bus;
  /** Loaded only where it is asked for: it takes memory. */
  openStatus(bucket: string, region: string): Promise<StatusBucket>;
}

/** 0: ended as asked, with `--once` all said. 1: usage. 3: with `--once`, not all could be said or read. */
export type ForwarderExit = 0 | 1 | 3;
