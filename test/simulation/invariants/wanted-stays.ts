import { sameRef, siteText } from '#shared/domain/site.ts';
import type { ClaimRow, SiteRow } from '#shared/rows/site-rows.ts';
import type { Goal } from './invariant.ts';

/** No release is planned of a site that its holder asks for. */
export const wantedStays: Goal = {
  name: 'what its holder asks for does not leave',
  async missing({ store }) {
    const rows = [...store.snapshot().values()].filter(({ key }) => key.pk.startsWith('site#'));
    const claims = rows.flatMap(({ key, row }) => (key.sk.startsWith('claim#') ? [row as ClaimRow] : []));
    const sites = rows.flatMap(({ key, row }) => (key.sk.startsWith('set#') ? [row as SiteRow] : []));
    return sites
      .filter(({ release }) => release !== undefined)
      .filter((site) => claims.some((claim) => isHolder(claim, site)))
      .map((site) => `${siteText(site)} is to leave at ${site.release?.dueMs} though its holder asks for it`);
  },
};

const isHolder = ({ site: asked, source, verdict }: ClaimRow, site: SiteRow): boolean =>
  verdict === 'holder' && siteText(asked) === siteText(site) && sameRef(source, site.holder);
