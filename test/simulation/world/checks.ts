import { listedAt } from '#local/cloud/elbv2/load-balancer.ts';
import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import type { Check, Met } from '#local/cloud/uptimerobot/checks.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { coverOf } from '../../../functions/certificates/plan/cover.ts';
import type { Engine } from '../engine/engine.ts';
import type { Tls } from './tls.ts';
import type { Zones } from './zones.ts';

/** What whoever asks from outside meets: names, certificates and applications as they are. */
export interface Checks {
  meet(check: Check): Met;
  stop(host: string, met: number | 'no-answer'): void;
  start(host: string): void;
}

export function createChecks(engine: Engine, around: Around): Checks {
  const stopped = new Map<string, Met>();
  return {
    stop: (host, met) => void stopped.set(host, met === 'no-answer' ? { failed: met } : { status: met, body: '' }),
    start: (host) => void stopped.delete(host),
    meet({ url }) {
      const { hostname, protocol } = new URL(url);
      const leads = findRecords(around, hostname);
      if (leads.length === 0) return { failed: 'no-answer' };
      const isShown =
        protocol === 'http:' || leads.every((set) => showsCertificate(around.tls, hostname, { set, engine }));
      if (!isShown) return { failed: 'tls' };
      return stopped.get(hostname) ?? { status: 200, body: 'Welcome' };
    },
  };
}

interface Around {
  readonly zones: Zones;
  readonly tls: Tls;
  readonly all: Configuration['zones'];
}

/** Of the name itself, else of the wildcard above it. */
function findRecords({ zones, all }: Around, host: string): readonly ResourceRecordSet[] {
  const sets = all
    .filter(({ view }) => view === 'public')
    .flatMap(({ id }) => zones.recordSets(id))
    .filter(({ Type }) => ['A', 'AAAA', 'CNAME'].includes(Type));
  const named = (name: string) => sets.filter(({ Name }) => Name.toLowerCase() === `${name}.`);
  const own = named(host);
  return own.length > 0 ? own : named(`\\052.${host.split('.').slice(1).join('.')}`);
}

/** Of a load balancer of ours; whoever else is there has one of its own. */
function showsCertificate(
  { elbv2, acm }: Tls,
  host: string,
  { set, engine }: { readonly set: ResourceRecordSet; readonly engine: Engine },
): boolean {
  const nowMs = engine.scheduler.now();
  const name = set.AliasTarget?.DNSName.replace(/^dualstack\./, '').replace(/\.$/, '');
  const balancer = elbv2.loadBalancers().find(({ dnsName }) => dnsName === name);
  const listener = balancer?.listeners.find(({ port }) => port === 443);
  if (listener === undefined) return true;
  return listedAt(listener, nowMs).some((arn) => coverOf(acm.certificate(arn, nowMs)?.names ?? [], host) !== undefined);
}
