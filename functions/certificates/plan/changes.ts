import type { PastRequest } from './lane-state.ts';

/** One call that changes a far side, with why it is made. */
export type Change = RequestChange | SniChange | DeleteChange;

export interface RequestChange extends Omit<PastRequest, 'names' | 'arn' | 'failure' | 'blamed' | 'retried'> {
  readonly kind: 'request';
  /** The common name first. */
  readonly names: readonly [string, ...string[]];
  readonly reason: string;
  /** The token of the request that this one takes the place of. */
  readonly instead?: string;
}

export interface SniChange {
  readonly kind: 'attach' | 'detach';
  readonly loadBalancer: string;
  readonly listener: string;
  readonly certificate: string;
  readonly reason: string;
  /** The listener's own default: it is on the SNI list too, before a deployment names another one. */
  readonly standIn?: true;
}

export interface DeleteChange {
  readonly kind: 'delete';
  readonly certificate: string;
  readonly reason: string;
}

/** The name of a change, under which its trouble is remembered. */
export function changeName(change: Change): string {
  if (change.kind === 'request') return `request ${[...change.names].sort().join()} ${change.keyAlgorithm}`;
  if (change.kind === 'delete') return `delete ${change.certificate}`;
  return `${change.kind} ${change.listener} ${change.certificate}`;
}

/** The host whose work item looks at a request again. */
export const keyOfRequest = ({ hosts, names }: RequestChange): string => hosts[0] ?? names[0];
