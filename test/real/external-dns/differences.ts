import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import type { Firstlight, Installation } from './firstlight.ts';
import { createWorld } from './world.ts';

export const ownerId = 'old-cluster';
export const host = 'app.example.com';

/** Something that external-dns wrote and Firstlight reads otherwise; `…` in a title: what to do about the row above. */
export interface Difference {
  readonly title: string;
  readonly manifests: string;
  readonly flags?: readonly string[];
  /** As the zone is by the time that Firstlight sees it. */
  readonly later?: (records: readonly ResourceRecordSet[]) => readonly ResourceRecordSet[];
  /** As the objects are by then. */
  readonly laterManifests?: string;
  readonly installation?: Partial<Installation>;
  /** What `firstlight plan` lists while observing; everything else stands as wished. */
  readonly plan?: readonly string[];
  /** What `firstlight sites` lists as standing with our mark, claimed by nobody. */
  readonly unclaimed?: readonly string[];
}

/** What Firstlight says while it observes what external-dns has written, and how often it has written itself. */
export async function compare(
  difference: Difference,
): Promise<Pick<Firstlight, 'plan' | 'unclaimed'> & { calls: number }> {
  const { manifests, flags = [], later = (records) => records, laterManifests = manifests } = difference;
  await using world = await createWorld();
  world.directory.write('all.yaml', manifests);
  const { records } = await world.peerAlone([`--txt-owner-id=${ownerId}`, ...flags]);
  world.directory.write('all.yaml', laterManifests);
  const observing = { ownerId, mode: 'observe', ...difference.installation };
  const { plan, unclaimed, changeCalls } = await world.firstlight(observing, later(records));
  return { plan, unclaimed, calls: await changeCalls() };
}
