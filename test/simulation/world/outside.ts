import type { Configuration } from '#shared/domain/configuration.ts';
import type { Engine } from '../engine/engine.ts';
import type { Watched } from '../installation.ts';
import { type Channel, createChannel } from './channel.ts';
import { type Checks, createChecks } from './checks.ts';
import type { Tls } from './tls.ts';
import { createUptime } from './uptime.ts';
import type { Uptime } from './uptime-account.ts';
import type { Zones } from './zones.ts';

/** Who watches from outside, what is met there, and where people read of it. */
export interface Outside {
  readonly checks: Checks;
  readonly uptime: Uptime;
  readonly channel: Channel;
  /** Provider, key and channel are there again; what applications do is their own. */
  mend(): void;
}

export interface OutsideOptions {
  readonly zones: Zones;
  readonly tls: Tls;
  /** That exist. */
  readonly all: Configuration['zones'];
  readonly hub: Configuration['hub'];
  /** Absent: nobody watches, and nothing of this ever happens. */
  readonly watched: Watched | undefined;
}

export function createOutside(engine: Engine, options: OutsideOptions): Outside {
  const checks = createChecks(engine, options);
  const { watched, hub } = options;
  const uptime = createUptime(engine, { checks, watched, hub });
  const channel = createChannel(engine);
  return {
    ...{ checks, uptime, channel },
    mend() {
      uptime.mend('away');
      uptime.mend('expired');
      channel.archive(false);
    },
  };
}
