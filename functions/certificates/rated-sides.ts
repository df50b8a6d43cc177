import { ThrottledError } from '#shared/errors/kinds.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { type Rate, shareRate } from '#shared/runtime/rate.ts';
import type { BucketRule } from '#shared/runtime/token-bucket.ts';
import type { CertificateAuthority, LoadBalancers } from './ports.ts';

/** Requests a second of an account and region (ACM User Guide, "Quotas", API rate quotas); a second's worth at once. */
const perSecond = { request: 5, describe: 10, list: 8, tags: 10, delete: 10 } as const;
/** Elastic Load Balancing, "API throttling": 40 at once, 10 a second; what changes something is not published, and counted alike. */
const balancingRule: BucketRule = { perSecond: 10, burst: 40 };
/** A drain that has used them up begins again after this: it reads all of its rows first. */
const pauseMs = 1_000;

type Around = Pick<Drain, 'now' | 'table' | 'lane'>;

/** The same authority with a token of its account and region taken before each call. ThrottledError: nothing was asked. */
export function ratedAuthority(authority: CertificateAuthority, drain: Around): CertificateAuthority {
  const rate = (call: keyof typeof perSecond): Rate =>
    open(drain, `acm-${call}`, { perSecond: perSecond[call], burst: perSecond[call] });
  const rates = { request: rate('request'), describe: rate('describe'), list: rate('list'), tags: rate('tags') };
  const deletions = rate('delete');
  return {
    list: (from) => rated(rates.list, () => authority.list(from)),
    describe: (arn) => rated(rates.describe, () => authority.describe(arn)),
    tags: (arn) => rated(rates.tags, () => authority.tags(arn)),
    request: (wish) => rated(rates.request, () => authority.request(wish)),
    delete: (arn) => rated(deletions, () => authority.delete(arn)),
  };
}

/** The same for load balancers, whose calls share one rate. */
export function ratedLoadBalancers(sides: LoadBalancers, drain: Around): LoadBalancers {
  const rate = open(drain, 'elbv2', balancingRule);
  return {
    describe: (arns) => rated(rate, () => sides.describe(arns)),
    listeners: (arn) => rated(rate, () => sides.listeners(arn)),
    certificates: (arn) => rated(rate, () => sides.certificates(arn)),
    add: (...call) => rated(rate, () => sides.add(...call)),
    remove: (...call) => rated(rate, () => sides.remove(...call)),
  };
}

/** The lane's name is its account and region. */
function open({ now, table, lane }: Around, service: string, rule: BucketRule): Rate {
  const account = lane.slice(lane.indexOf(':') + 1);
  return shareRate({ table, clock: { now, monotonic: now }, account, service, rule, block: 5 });
}

async function rated<Answer>(rate: Rate, call: () => Promise<Answer>): Promise<Answer> {
  const waitMs = await rate.take();
  if (waitMs === 0) return call();
  throw new ThrottledError('what the account may ask for in a second is used up', Math.max(waitMs, pauseMs));
}
