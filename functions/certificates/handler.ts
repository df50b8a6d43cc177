import { certificatesLaneKey, lookItem, scanItem } from '#shared/rows/certificates-lane-rows.ts';
import type { Capability } from '#shared/runtime/capability.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import { keyOfChange } from './apply.ts';
import { outcomesOf } from './outcomes.ts';
import { edgesOf, readLane } from './read-lane.ts';
import { type Reconciled, reconcile } from './reconcile.ts';
import { report } from './report.ts';
import { tellControllers } from './tell.ts';
import type { CertificatePorts, LaneWork } from './work.ts';

/** The certificates capability: one lane for each account and region of ACM. */
export function certificatesCapability(ports: CertificatePorts): Capability {
  return {
    name: 'certificates',
    // The plan is over the whole lane, so one look is a look at all of it.
    keysAfter: async () => ({ keys: [scanItem] }),
    async work(drain) {
      const edges = edgesOf(drain);
      const work = await readLane(drain, edges, ports);
      const done = await reconcile(work);
      const disturbed = await report(work, done.plan);
      await tellControllers(work, done.plan);
      await schedule(work, done);
      return outcomesOf(work, done, disturbed);
    },
  };
}

/** A lane that no scan has been through yet. */
const unread = { incarnation: '', readAtMs: 0, lookAtMs: 0 };

/** A change that failed although nobody asked for it gets an item of its own, and time gets one for what it brings. */
async function schedule({ drain, rows }: LaneWork, { failures, lookMs, ailments }: Reconciled): Promise<void> {
  const due = new Set(drain.keys.map(({ key }) => key));
  const key = certificatesLaneKey(drain.lane);
  const by = { lane: drain.lane, row: `${key.pk}/${key.sk}`, generation: drain.now() };
  const asked = new Set(failures.map(({ change }) => keyOfChange(change)).filter((one) => !due.has(one)));
  const items = [...asked].map((one) => ({ ...by, key: one, dueMs: drain.now() }));
  const lane = rows.lane ?? unread;
  const isSooner = lookMs < lane.lookAtMs || lane.lookAtMs <= drain.now();
  if (isSooner && Number.isFinite(lookMs) && !due.has(lookItem)) items.push({ ...by, key: lookItem, dueMs: lookMs });
  const looked = isSooner || due.has(lookItem) ? { lookAtMs: Number.isFinite(lookMs) ? lookMs : 0 } : {};
  rows.saveLane({ ...lane, ...looked, ailments });
  await rows.flush();
  const most = 90;
  for (let at = 0; at < items.length; at += most) {
    await transactFenced(drain, await drain.enqueue(items.slice(at, at + most)));
  }
}
