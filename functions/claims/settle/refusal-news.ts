import type { Alert, AlertPlace } from '#shared/domain/alert.ts';
import type { AlertPolicy } from '#shared/domain/alert-policy.ts';
import { splitKey } from '#shared/domain/keys.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import { type ObjectRef, refText, siteText } from '#shared/domain/site.ts';
import type { ObjectRow, SettledClaim } from '#shared/rows/object-rows.ts';
import { type AlertNews, newsOf } from '#shared/runtime/alert-writes.ts';
import { chosenChannels } from '../wishes/annotations/alerts.ts';

/** Decided by itself, sooner or later: no person can do anything about it. */
const passing: ReadonlySet<Reason | undefined> = new Set<Reason>(['ZoneNotRead', 'Waiting']);

/** What people are told of an object whose names were refused, or are not any more. */
export function refusalNews(
  before: ObjectRow,
  after: ObjectRow,
  policy: AlertPolicy | undefined,
): readonly AlertNews[] {
  const [was, is] = [refusalsOf(before, policy), refusalsOf(after, policy)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => newsOf(was.get(name), is.get(name)));
}

function refusalsOf(row: ObjectRow, policy: AlertPolicy | undefined): ReadonlyMap<string, Alert> {
  const place = placeOf(row, policy);
  return new Map(
    row.claims.flatMap((claim) => {
      const isRefused = claim.verdict === 'refused' && !passing.has(claim.reason);
      return isRefused ? [[siteText(claim), { ...alertOf(row.ref, claim), place }] as const] : [];
    }),
  );
}

function placeOf({ ref, object }: ObjectRow, policy: AlertPolicy | undefined): AlertPlace {
  const place = { cluster: ref.cluster, namespace: splitKey(ref.key).namespace };
  if (object === undefined || !('annotations' in object)) return place;
  const { channels } = chosenChannels(object, { ...place, policy });
  return channels === undefined ? place : { ...place, channels };
}

function alertOf(ref: ObjectRef, claim: SettledClaim): Omit<Alert, 'place'> {
  const { host, view, reason = 'Refused', message = '' } = claim;
  return {
    about: 'host',
    subject: `${siteText(claim)} ${ref.cluster} ${ref.apiGroup}/${ref.kind} ${ref.key}`,
    reason,
    facts: { name: `${host}${view === 'private' ? ' (private)' : ''} of ${refText(ref)}`, message },
  };
}
