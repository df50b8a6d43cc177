import type { Zone } from '#shared/domain/configuration.ts';
import { accountOfZone } from '#shared/domain/zone-account.ts';
import { ThrottledError } from '#shared/errors/kinds.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { type Rate, shareRate } from '#shared/runtime/rate.ts';
import type { BucketRule } from '#shared/runtime/token-bucket.ts';
import type { HostedZones } from './ports.ts';

/** Developer Guide, "Throttling for Amazon Route 53 API requests": 50 at once, 10 a second for an account. */
const requestRule: BucketRule = { perSecond: 10, burst: 50 };
/** Most drains make one to three calls, and what they leave of a block is lost. */
const block = 2;

/**
 * The same hosted zones with a token of their account taken before each call, so that the lanes of all its zones share
 * the rate. Every method throws ThrottledError where there is none: nothing was asked then.
 */
export function ratedZones(zones: HostedZones, drain: Drain, zone: Zone): HostedZones {
  const { now, table } = drain;
  const account = accountOfZone(zone, drain.configuration.document);
  // A block lives shorter than a drain, in which the wall clock is good enough.
  const clock = { now, monotonic: now };
  const rate = shareRate({ table, clock, account, service: 'route53', rule: requestRule, block });
  return {
    list: (...call) => rated(rate, () => zones.list(...call)),
    change: (...call) => rated(rate, () => zones.change(...call)),
    getChange: (...call) => rated(rate, () => zones.getChange(...call)),
    recordLimit: (...call) => rated(rate, () => zones.recordLimit(...call)),
  };
}

async function rated<Answer>(rate: Rate, call: () => Promise<Answer>): Promise<Answer> {
  const waitMs = await rate.take();
  if (waitMs > 0) throw new ThrottledError('the requests of the account are used up for the moment', waitMs);
  return call();
}
