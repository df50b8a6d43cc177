import { splitKey } from '#shared/domain/keys.ts';
import type { ObjectStatus, SiteStatus, StatusEntry } from '#shared/events/status.ts';
import { siteObjectName } from './site-name.ts';

export interface SiteCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

/** The object of the cluster that a site comes from. */
export interface SourceRef {
  readonly apiGroup: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A Site object as it is to be. */
export interface DesiredSite {
  readonly namespace: string;
  readonly name: string;
  readonly host: string;
  readonly view: string;
  readonly setIdentifier: string;
  readonly source: SourceRef;
  readonly edge: string;
  /** `Ready` first. */
  readonly conditions: readonly SiteCondition[];
  readonly releaseDue?: string;
}

/** Something of an object that is never served as it is written, so that it has no site. */
export interface Notice {
  readonly source: SourceRef;
  readonly host?: string;
  readonly reason: string;
  readonly message: string;
}

export interface DesiredStatus {
  /** By `namespace/name`. */
  readonly sites: ReadonlyMap<string, DesiredSite>;
  readonly notices: readonly Notice[];
}

export const siteId = ({ namespace, name }: Pick<DesiredSite, 'namespace' | 'name'>): string => `${namespace}/${name}`;

/**
 * What a cluster is to show of its status: each site in the namespace of its source, refused ones too. Where one
 * namespace has the site and asks for it a second time, the site it has is shown; of several refusals that of the first
 * source. What belongs to no namespace is not shown.
 */
export function desiredStatus(entries: readonly StatusEntry[]): DesiredStatus {
  const held = entries.flatMap((entry) => (entry.of === 'site' ? heldSite(entry) : []));
  const objects = entries.filter((entry) => entry.of === 'object');
  const refused = objects.flatMap(refusedSites).sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const sites = new Map<string, DesiredSite>();
  for (const site of [...held, ...refused]) if (!sites.has(siteId(site))) sites.set(siteId(site), site);
  return { sites, notices: objects.flatMap(noticesOf) };
}

const orderOf = ({ source }: DesiredSite): string => `${source.apiGroup}/${source.kind}/${source.name}`;

function sourceOf({ apiGroup, kind, key }: StatusEntry['source']): SourceRef | undefined {
  const { namespace, name } = splitKey(key);
  return namespace === '' ? undefined : { apiGroup, kind, namespace, name };
}

function heldSite(entry: SiteStatus): readonly DesiredSite[] {
  const { host, view, setIdentifier, edge, conditions, releaseDue } = entry;
  const source = sourceOf(entry.source);
  if (source === undefined) return [];
  const name = siteObjectName({ host, view, setIdentifier });
  const due = releaseDue === undefined ? {} : { releaseDue };
  return [{ namespace: source.namespace, name, host, view, setIdentifier, source, edge, conditions, ...due }];
}

function refusedSites(entry: ObjectStatus): readonly DesiredSite[] {
  const source = sourceOf(entry.source);
  if (source === undefined) return [];
  return entry.refused.map(({ host, view, setIdentifier, status, reason, message }) => ({
    namespace: source.namespace,
    name: siteObjectName({ host, view, setIdentifier }),
    host,
    view,
    setIdentifier,
    source,
    edge: '',
    conditions: (['Ready', 'Accepted'] as const).map((type) => ({ type, status, reason, message })),
  }));
}

function noticesOf(entry: ObjectStatus): readonly Notice[] {
  const source = sourceOf(entry.source);
  return source === undefined ? [] : entry.skipped.map((skipped) => ({ source, ...withoutAbsent(skipped) }));
}

const withoutAbsent = ({ host, reason, message }: ObjectStatus['skipped'][number]): Omit<Notice, 'source'> => ({
  ...(host === undefined ? {} : { host }),
  reason,
  message,
});
