import type { LoadBalancerRow } from '#shared/rows/load-balancer-rows.ts';
import type { SniChange } from './plan/changes.ts';
import type { LaneWork } from './work.ts';

/**
 * Notes that a default certificate is about to be put on the SNI list: later nobody could tell it from what somebody else
 * has put there.
 */
export async function noteStandIn(work: LaneWork, change: SniChange): Promise<void> {
  edit(work, change, (known) => [...new Set([...known, change.certificate])].sort());
  await work.rows.flush();
}

/** It is not there by us: what is found there next is somebody else's. */
export const forgetStandIn = (work: LaneWork, change: SniChange): void =>
  edit(work, change, (known) => known.filter((one) => one !== change.certificate));

/** What is left of the notes, once the list was read: whoever lists one again that was not there is not us. */
export const standInsOn = (
  listed: readonly string[],
  known: LoadBalancerRow['listeners'][number] | undefined,
): Pick<LoadBalancerRow['listeners'][number], 'standIns'> => {
  const still = known?.standIns?.filter((one) => listed.includes(one)) ?? [];
  return still.length === 0 ? {} : { standIns: still };
};

function edit(
  { rows }: LaneWork,
  { loadBalancer, listener }: SniChange,
  change: (known: readonly string[]) => readonly string[],
): void {
  const row = rows.loadBalancers.get(loadBalancer);
  if (row === undefined) return;
  const listeners = row.listeners.map((one) => {
    if (one.arn !== listener) return one;
    const { standIns = [], ...rest } = one;
    const next = change(standIns);
    return next.length === 0 ? rest : { ...rest, standIns: next };
  });
  rows.saveLoadBalancer({ ...row, listeners });
}
