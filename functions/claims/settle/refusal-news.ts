import type { Alert } from '#shared/domain/alert.ts';
import { splitKey } from '#shared/domain/keys.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import { type ObjectRef, refText, siteText } from '#shared/domain/site.ts';
import type { ObjectRow, SettledClaim } from '#shared/rows/object-rows.ts';
import { type AlertNews, newsOf } from '#shared/runtime/alert-writes.ts';

/** Decided by itself, sooner or later: no person can do anything about it. */
const passing: ReadonlySet<Reason | undefined> = new Set<Reason>(['ZoneNotRead', 'Waiting']);

/** What people are told of an object whose names were refused, or are not any more. */
export function refusalNews(before: ObjectRow, after: ObjectRow): readonly AlertNews[] {
  const [was, is] = [refusalsOf(before), refusalsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => newsOf(was.get(name), is.get(name)));
}

const refusalsOf = ({ ref, claims }: ObjectRow): ReadonlyMap<string, Alert> =>
  new Map(
    claims.flatMap((claim) => {
      const isRefused = claim.verdict === 'refused' && !passing.has(claim.reason);
      return isRefused ? [[siteText(claim), alertOf(ref, claim)] as const] : [];
    }),
  );

function alertOf(ref: ObjectRef, claim: SettledClaim): Alert {
  const { host, view, reason = 'Refused', message = '' } = claim;
  return {
    about: 'host',
    subject: `${siteText(claim)} ${ref.cluster} ${ref.apiGroup}/${ref.kind} ${ref.key}`,
    reason,
    place: { cluster: ref.cluster, namespace: splitKey(ref.key).namespace },
    facts: { name: `${host}${view === 'private' ? ' (private)' : ''} of ${refText(ref)}`, message },
  };
}
