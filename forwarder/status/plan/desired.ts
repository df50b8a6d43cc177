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

/** A namespace shows no more names that are refused: whoever asks for a thousand must not fill the cluster's etcd. */
export const refusedLimit = 200;

/**
 * What a cluster is to show of its status: each site in the namespace of its source, refused ones too, up to
 * `refusedLimit` of a namespace. Where one namespace has the site and asks for it a second time, the site it has is
 * shown; of several refusals that of the first source. What belongs to no namespace is not shown.
 */
export function desiredStatus(entries: readonly StatusEntry[]): DesiredStatus {
  const sites = new Map<string, DesiredSite>();
  const held = entries.flatMap((entry) => (entry.of === 'site' ? heldSite(entry) : []));
  for (const site of held) if (!sites.has(siteId(site))) sites.set(siteId(site), site);
  const objects = entries
    .flatMap((entry) => (entry.of === 'object' ? placed(entry) : []))
    .sort((a, b) => (orderOf(a.source) < orderOf(b.source) ? -1 : 1));
  const notices: Notice[] = [];
  for (const [, ofNamespace] of Map.groupBy(objects, ({ source }) => source.namespace)) {
    notices.push(...showRefused(ofNamespace, sites), ...ofNamespace.flatMap(noticesOf));
  }
  return { sites, notices };
}

interface Placed {
  readonly entry: ObjectStatus;
  readonly source: SourceRef;
}

function placed(entry: ObjectStatus): readonly Placed[] {
  const source = sourceOf(entry.source);
  return source === undefined ? [] : [{ entry, source }];
}

/** Of one namespace, into `sites`; returns what there is to say of the rest. */
function showRefused(objects: readonly Placed[], sites: Map<string, DesiredSite>): readonly Notice[] {
  let left = refusedLimit;
  for (const { entry, source } of objects) {
    for (const refusal of entry.refused) {
      const site = refusedSite(refusal, source);
      if (sites.has(siteId(site))) continue;
      if (left === 0) return [{ source, reason: 'QuotaReached', message: tooManyRefused }];
      left -= 1;
      sites.set(siteId(site), site);
    }
  }
  return [];
}

const tooManyRefused = `this namespace has more than ${refusedLimit} names that are refused: the rest has no Site; give some up`;

const orderOf = ({ apiGroup, kind, name }: SourceRef): string => `${apiGroup}/${kind}/${name}`;

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

const refusedSite = (refusal: ObjectStatus['refused'][number], source: SourceRef): DesiredSite => {
  const { host, view, setIdentifier, status, reason, message } = refusal;
  return {
    namespace: source.namespace,
    name: siteObjectName({ host, view, setIdentifier }),
    ...{ host, view, setIdentifier, source },
    edge: '',
    conditions: (['Ready', 'Accepted'] as const).map((type) => ({ type, status, reason, message })),
  };
};

const noticesOf = ({ entry, source }: Placed): readonly Notice[] =>
  entry.skipped.map((skipped) => ({ source, ...withoutAbsent(skipped) }));

const withoutAbsent = ({ host, reason, message }: ObjectStatus['skipped'][number]): Omit<Notice, 'source'> => ({
  ...(host === undefined ? {} : { host }),
  reason,
  message,
});
