interface Listener {
  readonly default?: string;
  readonly entries: readonly unknown[];
}

/**
 * How many certificates a load balancer has, as Elastic Load Balancing may count them: each on each of its listeners. The
 * quota is of the load balancer, not of a listener; a network load balancer's does not leave the default out (User Guides,
 * "Quotas for your Application Load Balancers" and "Quotas for your Network Load Balancers"). What the pages leave open is
 * counted against us.
 */
export const placesUsed = (listeners: readonly Listener[], countsDefault: boolean): number =>
  listeners.reduce(
    (sum, { entries, default: standard }) => sum + entries.length + (countsDefault && standard !== undefined ? 1 : 0),
    0,
  );
