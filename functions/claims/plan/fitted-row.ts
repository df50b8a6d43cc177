import { utf8Bytes } from '#shared/domain/wire-limits.ts';
import type { ObjectRow, SettledClaim, Skipped } from '#shared/rows/object-rows.ts';

/**
 * What claims and skips may take of an object's row. A row may have 400 KB (Amazon DynamoDB, "Quotas", item size), and
 * holds the object (64 KB) and its hosts, old and new (`hostsLimitBytes` each), beside them.
 */
const toldLimitBytes = 180_000;
const keptEntries = 50;

type Told = Pick<ObjectRow, 'claims' | 'skipped'>;

/** The row with as much of what is to be told of it as fits: first the words go, then what others list too, then the rest. */
export function fittedRow(row: ObjectRow): ObjectRow {
  let told: Told = row;
  for (const shorten of [shortenWords, dropAccepted, dropOthers]) {
    if (bytesOf(told) <= toldLimitBytes) return { ...row, ...told };
    told = shorten(told);
  }
  return { ...row, ...told };
}

const bytesOf = ({ claims, skipped }: Told): number => utf8Bytes(JSON.stringify([claims, skipped]));

/** Of very many problems the first are told in full; of the others only the reason stays. */
function shortenWords({ claims, skipped }: Told): Told {
  const short = claims.map((claim, index) => {
    const { message: _message, ...rest } = claim;
    return index < keptEntries ? claim : rest;
  });
  const left = skipped.length - keptEntries;
  if (left <= 0) return { claims: short, skipped };
  const message = `${left} more of its hosts or fields are skipped; mend the first ones`;
  return { claims: short, skipped: [...skipped.slice(0, keptEntries), { reason: 'TooManyHosts', message }] };
}

/** Whoever has a host is listed with its site. */
const dropAccepted = ({ claims, skipped }: Told): Told => ({
  claims: claims.filter(({ verdict }) => verdict === 'refused'),
  skipped,
});

/** Of the rest the first stay, and one of each reason, by which the object is found again; the others are counted. */
function dropOthers({ claims, skipped }: Told): Told {
  const seen = new Set<SettledClaim['reason']>();
  const kept: SettledClaim[] = [];
  const counts = new Map<string, number>();
  for (const claim of claims) {
    if (kept.length < keptEntries || !seen.has(claim.reason)) kept.push(claim);
    else counts.set(claim.reason ?? 'Waiting', (counts.get(claim.reason ?? 'Waiting') ?? 0) + 1);
    seen.add(claim.reason);
  }
  const words = [...counts].map(([reason, count]) => `${count} ${reason}`).join(', ');
  const more: Skipped = {
    reason: 'TooManyHosts',
    message: `more of its hosts are refused: ${words}; spread them over several objects`,
  };
  return { claims: kept, skipped: [...skipped, more] };
}
