import { RetryableError } from '#shared/errors/kinds.ts';
import { readLoadBalancer } from './observe-listeners.ts';
import type { SniChange } from './plan/changes.ts';
import type { LoadBalancers } from './ports.ts';
import { forgetStandIn, noteStandIn } from './stand-ins.ts';
import type { LaneWork, Trouble } from './work.ts';

/** Puts a certificate on the SNI list of a listener. */
export async function attach(work: LaneWork, change: SniChange): Promise<Trouble | undefined> {
  const { listener, certificate, loadBalancer } = change;
  if (change.standIn === true) await noteStandIn(work, change);
  await work.drain.assertHeld();
  const answer = await add(work, change);
  switch (answer) {
    case 'added':
      editEntries(work, change, (entries) => [...entries, { certificate }]);
      return undefined;
    case 'not-found': {
      const message = `Elastic Load Balancing does not see ${certificate} yet; tried again`;
      return { again: 'retry', reason: 'Issued', message };
    }
    case 'full': {
      const message = `${loadBalancer} has as many certificates as its quota allows; raise it, or use wildcards`;
      return { again: 'hourly', reason: 'QuotaReached', message };
    }
    case 'gone':
      await readLoadBalancer(work, loadBalancer);
      return { again: 'hourly', reason: 'ListenerGone', message: `the listener ${listener} is not there any more` };
  }
}

/** What is surely not there by us is nothing that we take off. */
async function add(work: LaneWork, change: SniChange): ReturnType<LoadBalancers['add']> {
  let isThere = false;
  try {
    const answer = await work.loadBalancers.add(change.listener, change.certificate);
    isThere = answer === 'added';
    return answer;
  } catch (error) {
    isThere = error instanceof RetryableError && error.ambiguous;
    throw error;
  } finally {
    if (!isThere) forgetStandIn(work, change);
  }
}

/** Takes one off; what had gone already is as well. */
export async function detach(work: LaneWork, change: SniChange): Promise<undefined> {
  await work.drain.assertHeld();
  const answer = await work.loadBalancers.remove(change.listener, change.certificate);
  if (answer === 'gone') await readLoadBalancer(work, change.loadBalancer);
  else {
    editEntries(work, change, (entries) => entries.filter((one) => one.certificate !== change.certificate));
    forgetStandIn(work, change);
  }
  return undefined;
}

type Entries = readonly { readonly certificate: string; readonly unneededSinceMs?: number }[];

function editEntries({ rows }: LaneWork, change: SniChange, edit: (entries: Entries) => Entries): void {
  const row = rows.loadBalancers.get(change.loadBalancer);
  if (row === undefined) return;
  const listeners = row.listeners.map((one) =>
    one.arn === change.listener ? { ...one, entries: edit(one.entries) } : one,
  );
  rows.saveLoadBalancer({ ...row, listeners });
}
