import type { Condition } from '#shared/domain/condition.ts';
import { plainText } from '#shared/domain/plain-text.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import { objectStatusKey, serviceStatusKey, siteStatusKey, statusLimits } from '#shared/domain/status-parts.ts';
import type { ObjectStatus, ServiceStatus, SiteStatus, StatusEntry } from '#shared/events/status.ts';
import type { AnnotationRow } from '#shared/rows/annotation-rows.ts';
import type { ObjectRow, SettledClaim, Skipped } from '#shared/rows/object-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';

/** The key of the work item that has an entry looked at. */
export const keyOfEntry = (entry: StatusEntry): string =>
  entry.of === 'site'
    ? siteStatusKey(entry)
    : entry.of === 'object'
      ? objectStatusKey(entry.source)
      : serviceStatusKey(entry.source.key);

/** @param conditions as people see them, `Ready` first */
export function siteStatus(site: SiteRow, conditions: readonly Omit<Condition, 'since'>[]): SiteStatus {
  return {
    of: 'site',
    host: site.host,
    view: site.view,
    setIdentifier: site.setIdentifier,
    source: sourceOf(site.holder),
    edge: name(site.wish.edge),
    conditions: conditions.map(({ type, status, reason, message }) => ({
      type,
      status,
      reason,
      message: said(message),
    })),
    ...(site.release === undefined ? {} : { releaseDue: new Date(site.release.dueMs).toISOString() }),
  };
}

/**
 * Undefined for an object of which all is served. Only what was settled counts: whoever settles wakes the status where
 * that changes it, so one that has gone is told of until then.
 */
export function objectStatus({ ref, claims, skipped }: ObjectRow): ObjectStatus | undefined {
  const refused = claims.filter(({ verdict }) => verdict === 'refused');
  if (refused.length + skipped.length === 0) return undefined;
  const shown = refused.slice(0, statusLimits.refused);
  const passed = eachReasonFirst(skipped).slice(0, statusLimits.skipped);
  const more = refused.length + skipped.length - shown.length - passed.length;
  return {
    of: 'object',
    source: sourceOf(ref),
    refused: shown.map(refusedOf),
    skipped: passed.map(skippedOf),
    ...(more === 0 ? {} : { more }),
  };
}

export const serviceStatus = ({ service, certificates }: AnnotationRow): ServiceStatus => ({
  of: 'service',
  source: { apiGroup: '', kind: 'Service', key: service },
  certificates: certificates.slice(0, statusLimits.certificates),
});

/** A hundred unknown annotations do not hide that the class is unknown, too. */
function eachReasonFirst(skipped: readonly Skipped[]): readonly Skipped[] {
  const seen = new Set<string>();
  const isFirst = skipped.map(({ reason }) => !seen.has(reason) && seen.add(reason).has(reason));
  return [...skipped.filter((_, at) => isFirst[at]), ...skipped.filter((_, at) => !isFirst[at])];
}

const sourceOf = ({ apiGroup, kind, key }: ObjectRef): StatusEntry['source'] => ({ apiGroup, kind, key });
const said = (text: string): string => plainText(text, statusLimits.message);
const name = (text: string): string => plainText(text, statusLimits.name);

/** Nobody has looked yet at all that decides about it. */
const undecided: ReadonlySet<string> = new Set(['ZoneNotRead', 'Waiting']);

function refusedOf(claim: SettledClaim): ObjectStatus['refused'][number] {
  const { host, view, setIdentifier, reason = 'Waiting', message = '' } = claim;
  const status = undecided.has(reason) ? 'Unknown' : 'False';
  return { host, view, setIdentifier, status, reason, message: said(message) };
}

const skippedOf = ({ host, reason, message }: Skipped): ObjectStatus['skipped'][number] => ({
  ...(host === undefined ? {} : { host: name(host) }),
  reason,
  message: said(message),
});
