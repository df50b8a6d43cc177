import type { CertificateSummary } from '#shared/domain/certificate.ts';
import { checkNames } from './checks.ts';
import { describe, listCertificates } from './observe-certificates.ts';
import { readLoadBalancer } from './observe-listeners.ts';
import { confirmOwnership } from './ownership.ts';
import type { Change, SniChange } from './plan/changes.ts';
import { wildcardOver } from './plan/cover.ts';
import type { LaneWork } from './work.ts';

/**
 * Reads what changes rest on, where this drain has not read it yet. True: the plan may be another one now.
 */
export async function learnFor(work: LaneWork, changes: readonly Change[]): Promise<boolean> {
  let isLearned = await checkNames(work, changes);
  if (changes.some(({ kind }) => kind === 'request') && !work.asked.listed) {
    isLearned = true;
    // Tags of what could serve nobody here are read in the scan: nobody's new name waits for them.
    work.asked.listed = await listCertificates(work, { isMeant: coversSome(work) });
  }
  for (const change of changes) {
    if (restsOnList(change) && !work.asked.loadBalancers.has(change.loadBalancer)) {
      isLearned = true;
      await readLoadBalancer(work, change.loadBalancer);
    }
    const isGoing = change.kind === 'delete' || change.kind === 'detach';
    if (isGoing && !work.asked.tags.has(change.certificate)) {
      isLearned = true;
      await confirmOwnership(work, change.certificate);
    }
    if (change.kind === 'delete' && !work.asked.certificates.has(change.certificate)) {
      isLearned = true;
      await describe(work, change.certificate);
    }
  }
  await work.rows.flush();
  return isLearned;
}

/** What is not ours by its tag is known only by what was there before. */
const restsOnList = (change: Change): change is SniChange =>
  change.kind === 'detach' || (change.kind === 'attach' && change.standIn === true);

/** Whether a certificate answers for a host of the lane, or may: a list tells the first hundred names only. */
function coversSome({ sites }: LaneWork): (summary: CertificateSummary) => boolean {
  const names = new Set(sites.flatMap(({ site: { host } }) => [host, wildcardOver(host)]));
  return (summary) => summary.hasMoreNames || summary.names.some((name) => names.has(name));
}
