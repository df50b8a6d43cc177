import { splitKey } from '#shared/domain/keys.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import { objectItem } from '#shared/rows/claims-keys.ts';
import type { ObjectRow, Skipped } from '#shared/rows/object-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import { writesHost } from './named-hosts.ts';
import { readNextTry } from './next-try.ts';
import { isUndecided, readObjects, sourceText } from './read-objects.ts';
import type { OverviewInput } from './read-overview.ts';
import type { WhyClaim } from './why-document.ts';

/**
 * Everything that asks for a host, each verdict once. Objects of other namespaces than the holder's are nobody's business:
 * of them only cluster, namespace and reason are told.
 */
export async function readClaims(
  input: OverviewInput,
  host: string,
  site: SiteRow | undefined,
): Promise<readonly WhyClaim[]> {
  const rows = (await readObjects(input.table, input.configuration)).filter((row) => asksFor(row, host));
  const subject = site === undefined ? rows[0]?.ref : site.holder;
  const claims: WhyClaim[] = [];
  for (const row of rows) {
    const own = subject !== undefined && groupOf(row.ref) === groupOf(subject);
    const tries = own ? await nextTryOf(input, row.ref) : {};
    claims.push(...claimsOf(row, host).map((claim) => (own ? { ...claim, ...tries } : withoutNames(claim, row.ref))));
  }
  return [...new Map(claims.map((claim) => [JSON.stringify(claim), claim])).values()];
}

const asksFor = (row: ObjectRow, host: string): boolean =>
  row.claims.some((claim) => claim.host === host) || row.skipped.some(means(row, host));

/** What is said of no host in particular is said of the whole object. */
const means =
  (row: ObjectRow, host: string) =>
  (skipped: Skipped): boolean =>
    skipped.host === undefined ? writesHost(row, host) : skipped.host === host;

const groupOf = ({ cluster, key }: ObjectRef): string => `${cluster}/${splitKey(key).namespace}`;

async function nextTryOf({ table, nowMs }: OverviewInput, ref: ObjectRef): Promise<Pick<WhyClaim, 'nextTry'>> {
  const { nextTry } = await readNextTry(table, claimsLane(ref.cluster), { key: objectItem(ref), nowMs });
  return nextTry === undefined ? {} : { nextTry };
}

function claimsOf(row: ObjectRow, host: string): readonly WhyClaim[] {
  const { ref, claims, skipped } = row;
  const who = sourceText(ref);
  return [
    ...claims
      .filter((claim) => claim.host === host)
      .map((claim): WhyClaim => {
        const { view, setIdentifier: set, verdict, reason = 'Accepted', message = '' } = claim;
        const identified = set === '' ? {} : { setIdentifier: set };
        return { who, view, ...identified, verdict: isUndecided(claim) ? 'waiting' : verdict, reason, message };
      }),
    ...skipped
      .filter(means(row, host))
      .map(({ reason, message }): WhyClaim => ({ who, verdict: 'skipped', reason, message })),
  ];
}

const withoutNames = ({ view, verdict, reason }: WhyClaim, ref: ObjectRef): WhyClaim => ({
  who: groupOf(ref),
  ...(view === undefined ? {} : { view }),
  verdict,
  reason,
  message: '',
});
