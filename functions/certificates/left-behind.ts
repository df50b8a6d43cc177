import { leadsTo } from '#shared/domain/leads-to.ts';
import type { LoadBalancerRow } from '#shared/rows/load-balancer-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { keeperOf } from './demands.ts';
import { coverOf } from './plan/cover.ts';
import { isValid } from './plan/fitness.ts';
import type { Verdict } from './plan/verdicts.ts';
import { type LaneWork, loadBalancerOf } from './work.ts';

/** The load balancer that a site's name leads to, where its edge has another one by now: what serves it there stays. */
export function leftBehind({ rows, configuration }: LaneWork, { wish, state }: SiteRow): LoadBalancerRow | undefined {
  const { edge: name, target } = wish;
  if (state === 'dying') return undefined;
  const edge = configuration.edges.find((one) => one.name === name);
  const row = [...rows.loadBalancers.values()].find(({ dnsName = '' }) => leadsTo(target, dnsName));
  return edge !== undefined && row?.arn === loadBalancerOf(edge) ? undefined : row;
}

/** Where the site's name leads it is served as before, whatever the load balancer that it is to lead to still lacks. */
export function verdictWhereItLeads(work: LaneWork, site: SiteRow, verdict: Verdict | undefined) {
  const then =
    verdict === undefined ? '' : `; it moves to ${verdict.loadBalancer ?? 'another one'}: ${verdict.message}`;
  const keeper = site.moving?.edge === site.wish.edge ? keeperOf(site.wish.tls) : undefined;
  if (keeper !== undefined) {
    return { status: 'True', reason: 'ManagedElsewhere', message: `${keeper} serves it as before${then}` } as const;
  }
  const row = verdict?.status === 'True' ? undefined : leftBehind(work, site);
  if (row === undefined || !isServedOn(work, row, site.host)) return verdict;
  return { status: 'True', reason: 'Attached', message: `${row.arn} serves it as before${then}` } as const;
}

function isServedOn({ rows, drain }: LaneWork, { listeners }: LoadBalancerRow, host: string): boolean {
  const serves = (arn: string): boolean => {
    const { certificate } = rows.certificates.get(arn) ?? {};
    return (
      certificate !== undefined && isValid(certificate, drain.now()) && coverOf(certificate.names, host) !== undefined
    );
  };
  return (
    listeners.length > 0 &&
    listeners.every(({ default: standard, entries }) =>
      [...entries.map(({ certificate }) => certificate), ...(standard === undefined ? [] : [standard])].some(serves),
    )
  );
}
