import { sameValue } from '#shared/domain/same-value.ts';
import type { DesiredSite, SiteCondition } from './desired.ts';

/** Site objects are ours by this label and by the annotation that names their cluster: nothing else is ever touched. */
export const ownLabel = { name: 'app.kubernetes.io/managed-by', value: 'firstlight' } as const;
export const ownMark = 'firstlight.dev/cluster';

/** charts/firstlight/crds/sites.yaml */
export const siteApi = { group: 'firstlight.dev', version: 'v1alpha1', plural: 'sites', kind: 'Site' } as const;
export const siteApiVersion = `${siteApi.group}/${siteApi.version}`;

export interface ObservedCondition extends SiteCondition {
  readonly lastTransitionTime: string;
}

/** A Site object as it stands. */
export interface ObservedSite {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  /** It carries our label, and the mark of this cluster. */
  readonly ours: boolean;
  /** As they stand, whatever is in them. */
  readonly spec: unknown;
  readonly conditions: readonly ObservedCondition[];
  readonly edge?: string;
  readonly releaseDue?: string;
}

export const specOf = ({ host, view, setIdentifier, source }: DesiredSite): object => ({
  host,
  view,
  ...(setIdentifier === '' ? {} : { setIdentifier }),
  source: { apiGroup: source.apiGroup, kind: source.kind, name: source.name },
});

export const newSiteObject = (site: DesiredSite, cluster: string): object => ({
  apiVersion: siteApiVersion,
  kind: siteApi.kind,
  metadata: {
    name: site.name,
    namespace: site.namespace,
    labels: { [ownLabel.name]: ownLabel.value },
    annotations: { [ownMark]: cluster },
  },
  spec: specOf(site),
});

/** A JSON merge patch (RFC 7396) of the object's spec; what stands otherwise than when it was read is a conflict. */
export const specPatch = (site: DesiredSite, { resourceVersion }: Pick<ObservedSite, 'resourceVersion'>): object => ({
  metadata: { resourceVersion },
  spec: { setIdentifier: null, ...specOf(site) },
});

/** The same of its status: a condition keeps its time unless its status changed. */
export const statusPatch = (
  site: DesiredSite,
  { resourceVersion, conditions }: Pick<ObservedSite, 'resourceVersion' | 'conditions'>,
  nowMs: number,
): object => ({
  metadata: { resourceVersion },
  status: {
    edge: site.edge === '' ? null : site.edge,
    releaseDue: site.releaseDue ?? null,
    conditions: site.conditions.map((condition) => ({
      ...condition,
      lastTransitionTime: sinceOf(condition, conditions) ?? new Date(nowMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    })),
  },
});

const sinceOf = ({ type, status }: SiteCondition, before: readonly ObservedCondition[]): string | undefined =>
  before.find((one) => one.type === type && one.status === status)?.lastTransitionTime;

export const hasSpec = (site: DesiredSite, observed: ObservedSite): boolean => sameValue(specOf(site), observed.spec);

export function hasStatus(site: DesiredSite, observed: ObservedSite): boolean {
  const standing = observed.conditions.map(({ type, status, reason, message }) => ({ type, status, reason, message }));
  return (
    sameValue(standing, site.conditions) &&
    (observed.edge ?? '') === site.edge &&
    observed.releaseDue === site.releaseDue
  );
}
