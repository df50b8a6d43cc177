import { goOnLoadBalancer } from '#shared/domain/edge-certificates.ts';
import { type ObjectRef, type SiteKey, type SiteWish, sameRef, siteText } from '#shared/domain/site.ts';
import { assignedKey } from '#shared/rows/certificate-rows.ts';
import { certificatesLane } from '#shared/rows/certificates-lane-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import type { ObjectChange } from '../hosts/claim-set.ts';
import type { HostInput } from '../hosts/host-input.ts';
import { placeAfter } from '../hosts/site-move.ts';

export interface OwnWish {
  readonly source: ObjectRef;
  readonly site: SiteKey;
  readonly wish: SiteWish;
}

export const wishesIn = ({ source, wishes }: ObjectChange): readonly OwnWish[] =>
  wishes.map((one) => ({ ...one, source }));

/** Asks only about sites that are wished at another place than they have; at another edge, by their holder. */
export async function readEdgeServes(
  drain: ClaimsDrain,
  sites: readonly SiteRow[],
  wishes: readonly OwnWish[],
): Promise<HostInput['edgeServes']> {
  const serving = new Set<string>();
  const around = { loadBalancerOf: (name: string) => loadBalancerOf(drain, name) };
  for (const site of sites) {
    const places = wishes.flatMap(({ site: of, source, wish }) => {
      const isIts = siteText(of) === siteText(site) && (wish.edge === site.wish.edge || sameRef(source, site.holder));
      return isIts ? (placeAfter(around, site, wish) ?? []) : [];
    });
    for (const edge of new Set(places.map((place) => place.edge))) {
      if (await edgeServes(drain, site, edge)) serving.add(`${siteText(site)} ${edge}`);
    }
  }
  return (site, edge) => serving.has(`${siteText(site)} ${edge}`);
}

/**
 * With a certificate on the listeners of the load balancer that the edge has now: issued alone does not serve. An edge
 * without certificates, or that is not configured, serves nothing that a site would have to wait for.
 */
async function edgeServes(drain: ClaimsDrain, { host, wish }: SiteRow, edge: string): Promise<boolean> {
  const lane = laneOfEdge(drain, edge);
  if (lane === undefined) return true;
  const row = await drain.table.get(assignedKey(lane, { host, edge }));
  // Who keeps a certificate elsewhere keeps the one that the site had; what it is to have now is another question.
  if (row?.status !== 'True' || row.attachedTo.length === 0 || row.reason === 'ManagedElsewhere') return false;
  const loadBalancer = loadBalancerOf(drain, edge);
  if (loadBalancer === undefined || row.loadBalancer === loadBalancer.arn) return true;
  // A row of an earlier version says no more than the edge, which is enough unless that is the same.
  return row.loadBalancer === undefined && edge !== wish.edge;
}

/** The load balancer that certificates of an edge are put on. */
export function loadBalancerOf({ configuration: { document } }: ClaimsDrain, name: string) {
  const { certificates, loadBalancer } = document.edges.find((one) => one.name === name) ?? {};
  if (certificates === undefined || !goOnLoadBalancer(certificates)) return undefined;
  if (loadBalancer === undefined || !('use' in loadBalancer)) return undefined;
  const { arn, dnsName } = loadBalancer.use;
  return arn === undefined ? undefined : { arn, dnsName };
}

/** The lane that keeps the certificates of an edge. */
export function laneOfEdge({ configuration: { document } }: ClaimsDrain, name: string): string | undefined {
  const edge = document.edges.find((one) => one.name === name);
  return edge === undefined ? undefined : certificatesLane(edge, document);
}
