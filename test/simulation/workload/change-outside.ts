import type { World } from '../world/world.ts';
import type { Operation } from './operations.ts';

type Outer = Extract<
  Operation,
  { what: 'stopApp' | 'editMonitor' | 'foreignMonitor' | 'loseProvider' | 'expireKey' | 'archiveChannel' }
>;

/** What happens to applications, to the account of monitors and to the channel that people read. */
export async function changeOutside({ outside, engine }: World, operation: Outer): Promise<void> {
  const { checks, uptime, channel } = outside;
  switch (operation.what) {
    case 'stopApp': {
      const { host, met, forMs } = operation;
      checks.stop(host, met);
      if (forMs === undefined) return;
      await engine.sleep(forMs);
      return checks.start(host);
    }
    case 'editMonitor':
      return uptime.edit(operation.nth, operation.how);
    case 'foreignMonitor':
      return uptime.makeForeign(operation.name, operation.host);
    case 'archiveChannel':
      channel.archive(true);
      await engine.sleep(operation.forMs);
      return channel.archive(false);
    default: {
      const trouble = operation.what === 'loseProvider' ? 'away' : 'expired';
      uptime.break(trouble);
      await engine.sleep(operation.forMs);
      return uptime.mend(trouble);
    }
  }
}
