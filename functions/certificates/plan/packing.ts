import type { Choice } from './choice.ts';
import { isValid } from './fitness.ts';
import { isOnAll, type Lane } from './lane.ts';
import type { KnownCertificate, LoadBalancerState } from './lane-state.ts';
import type { Need } from './needs.ts';
import { byKeys } from './order.ts';
import { mostTogether } from './refusals.ts';

/** Names on one certificate unless the quota was raised (ACM User Guide, "Quotas"). */
export const namesPerCertificate = 10;

/** Needs that share one certificate, and certificates whose names go on it too, so that they can be taken off. */
export interface Bin {
  readonly needs: readonly Need[];
  readonly absorbed: readonly KnownCertificate[];
}

/** Each on a certificate of its own: what is wanted, as long as there is room. */
export const alone = (needs: readonly Need[]): readonly Bin[] => needs.map((need) => ({ needs: [need], absorbed: [] }));

/** As few certificates as their names allow, in the order of the needs; those that failed before are with fewer than then. */
export function pack(lane: Lane, needs: readonly Need[], most = namesPerCertificate): readonly Bin[] {
  const bins: { needs: Need[]; names: number; key: string }[] = [];
  for (const need of needs) {
    const limit = limitOf(lane, need);
    const key = limit === 1 ? `alone ${need.names.join()}` : `${keyAlgorithmOf(need)} ${limit ?? ''}`;
    const room = Math.min(most, limit ?? most) - need.names.length;
    const bin = bins.find((one) => one.key === key && one.names <= room);
    if (bin === undefined) bins.push({ needs: [need], names: need.names.length, key });
    else {
      bin.needs.push(need);
      bin.names += need.names.length;
    }
  }
  return bins.map(({ needs: members }) => ({ needs: members, absorbed: [] }));
}

/**
 * One certificate for the first of the needs and for what small ones on a full load balancer serve: once it is there they
 * go. Undefined where there are none that are small enough.
 */
export function repack(
  lane: Lane,
  loadBalancer: LoadBalancerState,
  { needs, choices }: { readonly needs: readonly Need[]; readonly choices: readonly Choice[] },
): Bin | undefined {
  const [bin] = pack(
    lane,
    needs.filter((need) => limitOf(lane, need) === undefined),
    namesPerCertificate - 1,
  );
  const [need] = bin?.needs ?? [];
  if (bin === undefined || need === undefined) return undefined;
  let left = namesPerCertificate - bin.needs.reduce((sum, { names }) => sum + names.length, 0);
  const absorbed = smallOnes(lane, loadBalancer, choices)
    .filter(({ keyAlgorithm }) => keyAlgorithm.replace('-', '_') === keyAlgorithmOf(need))
    .filter(({ names }) => {
      if (names.length > left) return false;
      left -= names.length;
      return true;
    });
  return absorbed.length === 0 ? undefined : { needs: bin.needs, absorbed };
}

function smallOnes(
  lane: Lane,
  loadBalancer: LoadBalancerState,
  choices: readonly Choice[],
): readonly KnownCertificate[] {
  const serving = new Map<string, KnownCertificate>();
  const named = new Set<string>();
  for (const { placed, certificate, how } of choices) {
    if (certificate === undefined || placed.loadBalancer?.arn !== loadBalancer.arn || how === 'default') continue;
    if (placed.demand.certificateArn !== undefined) named.add(certificate.arn);
    const isServing = certificate.ours && isValid(certificate, lane.state.nowMs) && isOnAll(placed, certificate.arn);
    if (isServing) serving.set(certificate.arn, certificate);
  }
  return [...serving.values()]
    .filter(({ arn, names }) => !named.has(arn) && names.length < namesPerCertificate)
    .sort(byKeys(({ names, arn }) => [names.length, arn]));
}

const keyAlgorithmOf = ({ placed }: Need): string => placed[0]?.edge.settings.keyAlgorithm ?? '';

/** Names that may be on one certificate with it; undefined: as many as there is room for. Alone where it is on several load balancers at once. */
function limitOf(lane: Lane, { names, placed }: Need): number | undefined {
  if (new Set(placed.map(({ edge }) => edge.loadBalancer)).size > 1) return 1;
  const all = new Set([...names, ...placed.map(({ demand }) => demand.host)]);
  const limits = [...all].flatMap((name) => mostTogether(lane, name) ?? []);
  return limits.length === 0 ? undefined : Math.min(...limits);
}
