import { conditionOf, isAccepted, type Overview, type SiteEntry } from './document.ts';
import { nameOf, type Plan, type PlanEntry, planOf, refusedEntry, whyOf } from './plan-document.ts';
import { recordText } from './record-text.ts';

/** What a set of manifests makes different from another one: for whoever reviews the change. */
export function comparePlans(before: Overview, after: Overview): Plan {
  const old = new Map(before.sites.map((site) => [nameOf(site), site]));
  const now = new Set(after.sites.map(nameOf));
  const known = new Set([...before.refused, ...before.skipped].map((entry) => JSON.stringify(entry)));
  const entries = [
    ...after.sites.flatMap((site) => differing(old.get(nameOf(site)), site)),
    ...before.sites
      .filter((site) => !now.has(nameOf(site)))
      .map((site): PlanEntry => {
        const records = recordsOf(site).map((text) => `delete ${text}`);
        return { ...entryOf(site), kind: 'release', why: 'nothing claims it any more', records };
      }),
    ...[...after.refused, ...after.skipped].filter((entry) => !known.has(JSON.stringify(entry))).map(refusedEntry),
  ];
  return planOf(entries, entries.length > 0);
}

function differing(before: SiteEntry | undefined, after: SiteEntry): readonly PlanEntry[] {
  const entry = entryOf(after);
  if (!isAccepted(after)) {
    const same = before !== undefined && !isAccepted(before);
    return same ? [] : [{ ...entry, kind: 'wait', why: whyOf(conditionOf(after, 'Accepted')), records: [] }];
  }
  const is = recordsOf(after);
  if (before === undefined || !isAccepted(before)) {
    return [
      { ...entry, kind: 'publish', why: `claimed by ${after.source}`, records: is.map((text) => `create ${text}`) },
    ];
  }
  const was = recordsOf(before);
  const records = [
    ...was.filter((text) => !is.includes(text)).map((text) => `delete ${text}`),
    ...is.filter((text) => !was.includes(text)).map((text) => `create ${text}`),
  ];
  if (records.length === 0 && before.source === after.source && before.edge === after.edge) return [];
  const moved =
    before.source === after.source ? `edge ${before.edge} becomes ${after.edge}` : `${before.source} hands it over`;
  const same = before.source === after.source && before.edge === after.edge;
  return [{ ...entry, kind: 'change', why: same ? 'its target or TTL differs' : moved, records }];
}

const recordsOf = (site: SiteEntry): readonly string[] =>
  site.records
    .filter(({ ownership }) => !ownership)
    .map((record) => (record.ttl === undefined ? recordText(record) : `${recordText(record)} (TTL ${record.ttl})`));

const entryOf = ({ host, view, setIdentifier, source }: SiteEntry) => ({ host, view, setIdentifier, source });
