import type { Zone } from '#shared/domain/configuration.ts';
import { accountOfZone } from '#shared/domain/zone-account.ts';
import { ThrottledError } from '#shared/errors/kinds.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { type Rate, shareRate } from '#shared/runtime/rate.ts';
import type { BucketRule } from '#shared/runtime/token-bucket.ts';
import type { HostedZones } from './ports.ts';

/** Developer Guide, "Throttling for Amazon Route 53 API requests": 50 at once, 10 a second for an account. */
const requestRule: BucketRule = { perSecond: 10, burst: 50 };
/**
 * There is a second bucket, of single changes (same page), whose size AWS does not publish. Assumption: what the limit of five
 * requests before it let through in a second at once, and a batch a second from then on.
 */
const changeRule: BucketRule = { perSecond: 1000, burst: 5000 };
/** Each drain reads and plans anew what is left, so there is to be enough for several batches when it begins. */
const changePauseMs = 3000;
/** Most drains make one to three calls, and what they leave of a block is lost. */
const block = 2;

/**
 * The same hosted zones with a token of their account taken before each call, and one for each change, so that the lanes of
 * all its zones share both rates. Every method throws ThrottledError where there is none: nothing was asked then.
 */
export function ratedZones(
  zones: HostedZones,
  drain: Pick<Drain, 'now' | 'table' | 'configuration'>,
  zone: Zone,
): HostedZones {
  const { now, table } = drain;
  const account = accountOfZone(zone, drain.configuration.document);
  // A block lives shorter than a drain, in which the wall clock is good enough.
  const clock = { now, monotonic: now };
  const rate = shareRate({ table, clock, account, service: 'route53', rule: requestRule, block });
  const changes = shareRate({ table, clock, account, service: 'route53-changes', rule: changeRule, block: 1 });
  return {
    list: (...call) => rated(rate, () => zones.list(...call)),
    change: (...call) =>
      rated(rate, () =>
        paced(changes, { count: call[1].length, atLeastMs: changePauseMs }, () => zones.change(...call)),
      ),
    getChange: (...call) => rated(rate, () => zones.getChange(...call)),
    recordLimit: (...call) => rated(rate, () => zones.recordLimit(...call)),
  };
}

const rated = <Answer>(rate: Rate, call: () => Promise<Answer>): Promise<Answer> => paced(rate, { count: 1 }, call);

async function paced<Answer>(
  rate: Rate,
  { count, atLeastMs = 0 }: { readonly count: number; readonly atLeastMs?: number },
  call: () => Promise<Answer>,
): Promise<Answer> {
  const waitMs = await rate.take(count);
  if (waitMs === 0) return call();
  throw new ThrottledError('what the account may ask for and change is used up', Math.max(waitMs, atLeastMs));
}
