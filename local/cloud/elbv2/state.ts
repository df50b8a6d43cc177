import * as z from 'zod';
import type { Bucket } from '../route53/buckets.ts';
import type { Limits } from './limits.ts';
import { isAt, type Listener, LoadBalancer } from './load-balancer.ts';

export const Snapshot = z.strictObject({
  version: z.literal(1),
  time: z.strictObject({ lastMs: z.number(), aheadMs: z.number() }),
  loadBalancers: z.array(LoadBalancer),
});
/** The model's memory as plain JSON; buckets and counters begin anew with a process. */
export type Snapshot = z.output<typeof Snapshot>;

/** Certificates as their own service knows them. */
export interface KnownCertificate {
  readonly status: string;
  readonly keyAlgorithm: string;
  readonly issuedAtMs?: number | undefined;
}

export interface State {
  requests: number;
  /** By ARN, those of all accounts and regions. */
  readonly loadBalancers: Map<string, LoadBalancer>;
  buckets: Readonly<Record<string, Bucket>>;
  time: Snapshot['time'];
}

/** One request, recognised, counted and let through. */
export interface Ask {
  readonly place: { readonly account: string; readonly region: string };
  readonly state: State;
  readonly limits: Limits;
  readonly form: URLSearchParams;
  readonly certificate: (arn: string) => KnownCertificate | undefined;
  readonly nowMs: number;
}

/** Those of the asker's account and region, by name. */
export const loadBalancersOf = ({ state, place }: Pick<Ask, 'state' | 'place'>): readonly LoadBalancer[] =>
  [...state.loadBalancers.values()].filter(({ arn }) => isAt(arn, place)).toSorted((a, b) => (a.arn < b.arn ? -1 : 1));

export interface Found {
  readonly loadBalancer: LoadBalancer;
  readonly listener: Listener;
}

export function findListener(ask: Pick<Ask, 'state' | 'place'>, arn: string): Found | undefined {
  for (const loadBalancer of loadBalancersOf(ask)) {
    const listener = loadBalancer.listeners.find((one) => one.arn === arn);
    if (listener !== undefined) return { loadBalancer, listener };
  }
  return undefined;
}
