import { splitKey } from '#shared/domain/keys.ts';
import { refText, siteText } from '#shared/domain/site.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { AlertNews } from '#shared/runtime/alert-writes.ts';
import type { SitePair } from './site-actions.ts';

/** That a name of one namespace is another's now; once for a host, however many record sets it has. */
export function takeOverNews(pairs: readonly SitePair[]): readonly AlertNews[] {
  for (const { before, after } of pairs) {
    if (before === undefined || after === undefined || after.state !== 'live') continue;
    if (groupOf(before) !== groupOf(after)) return [newsOf(before, after)];
  }
  return [];
}

const groupOf = ({ cluster, holder }: SiteRow): string => `${cluster}/${splitKey(holder.key).namespace}`;

function newsOf(before: SiteRow, { cluster, holder, host, wish, ...site }: SiteRow): AlertNews {
  return {
    state: 'open',
    alert: {
      about: 'host',
      subject: siteText({ host, ...site }),
      reason: 'TakenOver',
      event: true,
      place: { cluster, namespace: splitKey(holder.key).namespace, edge: wish.edge },
      facts: { name: host, message: `${refText(holder)} has it now, which ${groupOf(before)} had before` },
    },
  };
}
