import type { ObservedMonitor } from '#shared/domain/monitor.ts';
import { ask } from './ask.ts';
import type { LaneWork } from './work.ts';

/** Lists everybody's monitors, all pages, and keeps them; what is not listed whole is not kept. */
export async function listAll(work: LaneWork): Promise<void> {
  const { rows, drain } = work;
  const startedMs = drain.now();
  const monitors: ObservedMonitor[] = [];
  let from: string | undefined;
  do {
    const at = from;
    const page = await ask(work, (far) => far.list(at === undefined ? {} : { from: at }));
    monitors.push(...page.items);
    from = page.next;
  } while (from !== undefined);
  rows.saveList(monitors);
  await rows.flush();
  // Believed only once all of it is kept.
  rows.saveAccount({ ...rows.account, listedMs: startedMs });
  await rows.flush();
}
