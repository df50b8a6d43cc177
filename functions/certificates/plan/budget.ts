import type { Lane } from './lane.ts';

const yearMs = 365 * 86_400_000;

/** Certificates requested for a namespace within 365 days, as far as ACM or our own rows know. */
export function countBudget(lane: Lane): Map<string, number> {
  const { nowMs, requests } = lane.state;
  const spent = new Map<string, number>();
  const add = (namespace: string): void => void spent.set(namespace, (spent.get(namespace) ?? 0) + 1);
  for (const { namespace, atMs } of requests) if (nowMs - atMs < yearMs) add(namespace);
  for (const { arn, ours, namespace, createdMs = nowMs } of lane.certificates) {
    const isKnown = lane.requestOf(arn) !== undefined;
    if (ours && namespace !== undefined && !isKnown && nowMs - createdMs < yearMs) add(namespace);
  }
  return spent;
}
