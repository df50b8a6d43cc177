import { admit } from './admission.ts';
import { countBudget } from './budget.ts';
import type { RequestChange } from './changes.ts';
import type { Choice } from './choice.ts';
import { footingsOf } from './footing.ts';
import type { Lane, Placed } from './lane.ts';
import type { LoadBalancerState, PastRequest } from './lane-state.ts';
import { findNeeds, type Refused } from './needs.ts';
import type { Bin } from './packing.ts';
import { intendedFor, isTokenAlive, isUnanswered, recentRequest, tokenOf } from './past-requests.ts';
import { inCommonOrder } from './wanted-names.ts';

export interface Requests {
  readonly changes: readonly RequestChange[];
  readonly refused: readonly Refused[];
}

/** What is to be requested for hosts that nothing known will serve, and why not for others. */
export function planRequests(
  lane: Lane,
  choices: readonly Choice[],
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
): Requests {
  const unanswered = askAgain(lane, choices);
  const { needs, refused } = findNeeds(lane, choices);
  const asked = new Set(unanswered.flatMap(({ hosts }) => hosts));
  const { bins, full, over } = admit(lane, needs, { choices, wanted, asked });
  const noRoom = [...full].flatMap(([{ placed }, { arn, most }]) =>
    placed.map((one) => {
      const message = `the load balancer ${arn} takes ${most} certificates, one of which only in place of another, and has no room; use wildcards, another edge, or raise its quota and certificates.most`;
      return { placed: one, refusal: { reason: 'QuotaReached', message } } satisfies Refused;
    }),
  );
  const overShare = [...over].flatMap(([{ placed }, loadBalancer]) => overShareOf(placed, loadBalancer));
  const spent = countBudget(lane);
  const changes: RequestChange[] = [];
  const noBudget: Refused[] = [];
  for (const bin of bins) {
    const change = requestFor(lane, bin, spent);
    if (change === undefined) noBudget.push(...overBudget(bin));
    else changes.push(change);
  }
  return { changes: [...unanswered, ...changes], refused: [...refused, ...noRoom, ...overShare, ...noBudget] };
}

/** With the same token for as long as ACM knows it: that makes no second certificate. */
function askAgain(lane: Lane, choices: readonly Choice[]): readonly RequestChange[] {
  const { nowMs } = lane.state;
  const pasts = new Set<PastRequest>();
  for (const { placed, certificate, refusal } of choices) {
    const { demand } = placed;
    if (certificate !== undefined || refusal !== undefined || demand.stopped !== undefined) continue;
    if (demand.elsewhere !== undefined || !isUnanswered(lane, placed)) continue;
    const past = recentRequest(lane, intendedFor(placed));
    if (past !== undefined) pasts.add(past);
  }
  return [...pasts].flatMap((past): readonly RequestChange[] => {
    const names = inCommonOrder(past.names);
    if (names === undefined) return [];
    const isAlive = isTokenAlive(past, nowMs);
    const again = isAlive
      ? {}
      : { token: tokenOf(past.names, past.keyAlgorithm, nowMs), atMs: nowMs, instead: past.token };
    return [{ ...past, kind: 'request', names, reason: 'nobody knows whether it was made', ...again }];
  });
}

function requestFor(lane: Lane, { needs, absorbed }: Bin, spent: Map<string, number>): RequestChange | undefined {
  const placed = needs.flatMap((need) => need.placed);
  const payer = placed.find((one) => (spent.get(one.demand.namespace) ?? 0) < one.edge.settings.perNamespaceAndYear);
  const all = [...needs.flatMap(({ names }) => names), ...absorbed.flatMap(({ names }) => names)];
  const names = inCommonOrder([...new Set(all)]);
  if (payer === undefined || names === undefined) return undefined;
  const { namespace } = payer.demand;
  spent.set(namespace, (spent.get(namespace) ?? 0) + 1);
  const { names: naming, keyAlgorithm } = payer.edge.settings;
  const atMs = lane.state.nowMs;
  const hosts = [...new Set(placed.map(({ demand }) => demand.host))].sort();
  return {
    kind: 'request',
    names,
    naming,
    keyAlgorithm,
    hosts,
    namespace,
    token: tokenOf(names, keyAlgorithm, atMs),
    atMs,
    footings: footingsOf(names, lane.state.zones),
    reason: reasonFor(needs.length, absorbed.length),
  };
}

function reasonFor(needs: number, absorbed: number): string {
  if (absorbed > 0) return `the load balancer is full: it takes the place of ${absorbed} smaller ones`;
  return needs > 1 ? 'the load balancer has no room for one each' : 'no certificate there is covers them';
}

const overShareOf = (placed: readonly Placed[], { arn, mostPerNamespace }: LoadBalancerState): readonly Refused[] =>
  placed.map((one): Refused => {
    const message = `namespace ${one.demand.namespace} has its ${mostPerNamespace} certificates on the load balancer ${arn}; use hosts beneath a wildcard, or raise certificates.mostPerNamespace of edge ${one.edge.name}`;
    return { placed: one, refusal: { reason: 'QuotaReached', message } };
  });

const overBudget = ({ needs }: Bin): readonly Refused[] =>
  needs
    .flatMap(({ placed }) => placed)
    .map((placed: Placed): Refused => {
      const { namespace } = placed.demand;
      const most = placed.edge.settings.perNamespaceAndYear;
      const message = `namespace ${namespace} has had its ${most} certificates of a year; use hosts beneath a wildcard, or raise certificates.perNamespaceAndYear of edge ${placed.edge.name}`;
      return { placed, refusal: { reason: 'BudgetUsed', message } };
    });
