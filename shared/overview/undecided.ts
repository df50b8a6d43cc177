import { type SiteKey, siteText } from '#shared/domain/site.ts';
import { claimKey } from '#shared/rows/site-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import type { ConditionEntry, SiteEntry } from './document.ts';
import { sourceText, type UndecidedClaim } from './read-objects.ts';

/** Sites that nobody has yet because it cannot be decided yet: one entry each, of the first object that asks. */
export async function undecidedSites(
  table: Table,
  claims: readonly UndecidedClaim[],
  sites: readonly SiteKey[],
): Promise<readonly SiteEntry[]> {
  const decided = new Set(sites.map(siteText));
  const first = new Map<string, UndecidedClaim>();
  for (const one of claims) {
    const name = siteText(one.claim);
    if (!decided.has(name) && !first.has(name)) first.set(name, one);
  }
  const all = [...first.values()];
  const rows = await table.getMany(all.map(({ ref, claim }) => claimKey(claim, ref)));
  return all.map(
    ({ ref, claim: { host, view, setIdentifier, reason = 'Waiting', message = '' } }, index): SiteEntry => {
      const waits = { status: 'Unknown', reason, message } as const;
      const types: readonly ConditionEntry['type'][] = ['Ready', 'Accepted', 'DnsReady'];
      return {
        host,
        view,
        setIdentifier,
        source: sourceText(ref),
        cluster: ref.cluster,
        edge: rows[index]?.wish.edge ?? '',
        ready: false,
        conditions: types.map((type) => ({ type, ...waits })),
        records: [],
      };
    },
  );
}
