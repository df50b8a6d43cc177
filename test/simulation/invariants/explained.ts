import { isAccepted, isSettled } from '#shared/overview/document.ts';
import type { Goal } from './invariant.ts';

/** Reasons for which an accepted site may wait for a person or for the world around it. */
const lastingReasons: ReadonlySet<string> = new Set([
  'Held',
  'Observing',
  'OwnershipLost',
  'NameTaken',
  'PolicyForbids',
  'PolicyConflict',
  'InvalidTarget',
  'Kept',
  // of its certificate
  'QuotaReached',
  'NotDelegated',
  'CertificateFailed',
]);

/** Every site is ready, or says why not with a reason that does not pass by itself. */
export const everythingReadyOrExplained: Goal = {
  name: 'every site is ready or says why not',
  async missing({ desk, clusters }) {
    const { sites } = await desk.sites();
    return sites.flatMap((site) => {
      const dns = site.conditions.find(({ type }) => type === 'DnsReady');
      // What stands is called ready also while a change of it waits.
      if (!isAccepted(site) || (isSettled(site) && dns?.reason !== 'Waiting')) return [];
      if (dns !== undefined && lastingReasons.has(dns.reason)) return [];
      // After a restore nothing is changed before its cluster has spoken, and this one never will.
      if (dns?.reason === 'Waiting' && clusters.get(site.cluster)?.isLost === true) return [];
      const tls = site.conditions.find(({ type }) => type === 'CertificateReady');
      if (dns?.status === 'True' && dns.reason !== 'Waiting' && tls !== undefined) {
        const isLasting = lastingReasons.has(tls.reason);
        return isLasting ? [] : [`${site.host} (${site.view}): ${tls.reason}: ${tls.message}`];
      }
      return [`${site.host} (${site.view}): ${dns?.reason ?? 'no condition'}: ${dns?.message ?? ''}`];
    });
  },
};
