import type { Alert } from '#shared/domain/alert.ts';
import type { Condition } from '#shared/domain/condition.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import { siteText } from '#shared/domain/site.ts';
import { placeOfSite } from '#shared/rows/alert-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { type AlertNews, newsOf } from '#shared/runtime/alert-writes.ts';
import type { SiteInLane } from '#shared/runtime/lane-sites.ts';

/** What does not pass unless a person does something. */
const troubles: ReadonlySet<Reason> = new Set<Reason>([
  'RenewalBlocked',
  'CAAForbids',
  'CertificateFailed',
  'CertificateTimedOut',
  'NotDelegated',
  'WaitingForZone',
  'ListenerGone',
  'NoTlsListener',
  'NoController',
  'QuotaReached',
  'BudgetUsed',
  'NameTooLong',
  'AccessDenied',
  'Refused',
]);

/** What people are told of a site whose certificate came into trouble in a lane, or out of it. */
export const troubleNews = (
  { site, lane }: SiteInLane,
  before: Condition | undefined,
  after: Condition | undefined,
): readonly AlertNews[] => newsOf(alertOf(site, lane.lane, before), alertOf(site, lane.lane, after));

/** Of a name that moves two lanes speak: each of its own. */
function alertOf(site: SiteRow, lane: string, condition: Condition | undefined): Alert | undefined {
  if (condition === undefined || !troubles.has(condition.reason)) return undefined;
  return {
    about: 'certificate',
    subject: `${siteText(site)} ${lane}`,
    reason: condition.reason,
    place: placeOfSite(site),
    facts: { name: site.host, message: condition.message },
  };
}
