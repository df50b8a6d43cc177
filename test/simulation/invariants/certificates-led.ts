import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import { laneRowKey } from '#shared/rows/site-rows.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import { coverOf } from '../../../functions/certificates/plan/cover.ts';
import type { World } from '../world/world.ts';
import { changedBy } from './certificates-safe.ts';
import type { Invariant } from './invariant.ts';
import { hostOf, isAddress } from './marks.ts';

/** Who decided on what was there may not have heard of what was written meanwhile. */
const settledMs = 150_000;

/** Whatever a live site wishes for by now: while its record, which we wrote, leads to a load balancer it is served there. */
export const ledStays: Invariant = {
  name: 'a name shows its certificate for as long as it leads there',
  watch(world, { violated, mirror }) {
    const { tls, zones, configuration } = world;
    const changedMs = new Map<string, number>();
    zones.onChange(({ zone, added, nowMs }) => {
      for (const set of added) changedMs.set(`${zone} ${leadText(set)}`, nowMs);
    });
    tls.onCall((call) => {
      const arn = call.action === 'RemoveListenerCertificates' ? changedBy(call) : undefined;
      const listener = new URLSearchParams(call.body).get('ListenerArn');
      if (arn === undefined || listener === null) return;
      const names = tls.acm.certificate(arn, call.nowMs)?.names ?? [];
      const balancer = tls.elbv2.loadBalancers().find((one) => one.listeners.some((each) => each.arn === listener));
      for (const { id: zone } of configuration.zones) {
        for (const set of zones.recordSets(zone).filter(isAddress)) {
          const host = hostOf(set);
          const isLed = balancer !== undefined && leadsTo(set, balancer.dnsName) && coverOf(names, host) !== undefined;
          const sinceMs = changedMs.get(`${zone} ${leadText(set)}`) ?? 0;
          if (!isLed || call.nowMs - sinceMs < settledMs || isShown(world, listener, host)) continue;
          const site = mirror.sites(host).find((one) => one.state === 'live' && one.wish.zone === zone);
          const isOurs = site !== undefined && mirror.row(laneRowKey(site, dnsLane(zone)))?.applied === true;
          if (isOurs)
            violated(`${call.by.name} took ${names.join(' ')} off, though ${host} leads to ${balancer.dnsName}`);
        }
      }
    });
  },
};

const targetOf = ({ AliasTarget, Type, ResourceRecords = [] }: ResourceRecordSet): string | undefined =>
  AliasTarget?.DNSName ?? (Type === 'CNAME' ? ResourceRecords[0]?.Value : undefined);

const leadsTo = (set: ResourceRecordSet, dnsName: string): boolean =>
  targetOf(set)
    ?.replace(/\.$/, '')
    .replace(/^dualstack\./, '') === dnsName;

const leadText = (set: ResourceRecordSet): string =>
  [set.Name, set.Type, set.SetIdentifier ?? '', targetOf(set) ?? ''].join(' ');

function isShown({ tls: { acm, elbv2 }, engine }: World, listener: string, host: string): boolean {
  const nowMs = engine.scheduler.now();
  return (elbv2.shownBy(listener, nowMs)?.listed ?? []).some((certificate) => {
    const known = acm.certificate(certificate, nowMs);
    return known?.status === 'ISSUED' && coverOf(known.names, host) !== undefined;
  });
}
