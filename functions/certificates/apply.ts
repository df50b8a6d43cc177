import type { Reason } from '#shared/domain/reasons.ts';
import { LeaseLostError, PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import { certificateItem, listenerItem } from '#shared/rows/certificate-rows.ts';
import { namesOf, tellChange } from './history.ts';
import { describe } from './observe-certificates.ts';
import { readLoadBalancer } from './observe-listeners.ts';
import { type Change, changeName, type DeleteChange, keyOfRequest, type SniChange } from './plan/changes.ts';
import { request } from './request.ts';
import type { LaneWork } from './work.ts';

/** Why a change was not made, and whether that passes by itself. */
export interface Failure {
  readonly change: Change;
  readonly again: 'retry' | 'hourly';
  readonly reason: Reason;
  readonly message: string;
}

/** What became of the changes; `stop`: nothing more can be done in this drain. */
export interface Applied {
  readonly made: readonly Change[];
  readonly failed: readonly Failure[];
  readonly stop?: Error;
}

/** Makes the changes one after the other, each idempotent, and keeps in the rows what became of each. */
export async function apply(work: LaneWork, changes: readonly Change[]): Promise<Applied> {
  const made: Change[] = [];
  const failed: Failure[] = [];
  try {
    for (const change of changes) {
      if (!work.drain.hasTime()) break;
      try {
        const names = namesOf(work, change);
        const failure = await make(work, change);
        if (failure === undefined) {
          made.push(change);
          tellChange(work, change, names);
          work.rows.forgetTrouble(changeName(change));
        } else failed.push({ change, ...failure });
      } catch (error) {
        if (error instanceof ThrottledError) return { made, failed, stop: error };
        const failure = failureOf(error);
        if (failure === undefined) throw error;
        if (failure.again === 'hourly' && change.kind === 'request') work.rows.forgetRequest(change.token);
        failed.push({ change, ...failure });
      }
    }
  } finally {
    const nowMs = work.drain.now();
    for (const { change, again: _again, ...trouble } of failed) {
      work.rows.saveTrouble({ change: changeName(change), key: keyOfChange(change), ...trouble, sinceMs: nowMs });
    }
    await work.rows.flush();
  }
  return { made, failed };
}

type Trouble = Omit<Failure, 'change'>;

function failureOf(error: unknown): Trouble | undefined {
  if (error instanceof LeaseLostError) return undefined;
  if (error instanceof RetryableError) return { again: 'retry', reason: 'Retrying', message: error.message };
  if (error instanceof PermanentError) return { again: 'hourly', reason: error.reason, message: error.message };
  return undefined;
}

/** The work item that looks at a change again. */
export function keyOfChange(change: Change): string {
  if (change.kind === 'request') return keyOfRequest(change);
  return change.kind === 'delete' ? certificateItem(change.certificate) : listenerItem(change.listener);
}

function make(work: LaneWork, change: Change): Promise<Trouble | undefined> {
  switch (change.kind) {
    case 'request':
      return request(work, change);
    case 'attach':
      return attach(work, change);
    case 'detach':
      return detach(work, change);
    case 'delete':
      return deleteOne(work, change);
  }
}

async function attach(work: LaneWork, change: SniChange): Promise<Trouble | undefined> {
  const { listener, certificate, loadBalancer } = change;
  if (change.standIn === true) await noteStandIn(work, change);
  await work.drain.assertHeld();
  const answer = await work.loadBalancers.add(listener, certificate);
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

async function detach(work: LaneWork, change: SniChange): Promise<undefined> {
  await work.drain.assertHeld();
  const answer = await work.loadBalancers.remove(change.listener, change.certificate);
  if (answer === 'gone') await readLoadBalancer(work, change.loadBalancer);
  else editEntries(work, change, (entries) => entries.filter((one) => one.certificate !== change.certificate));
  return undefined;
}

async function deleteOne(work: LaneWork, { certificate: arn }: DeleteChange): Promise<Trouble | undefined> {
  await work.drain.assertHeld();
  if ((await work.authority.delete(arn)) === 'deleted') {
    work.rows.forgetCertificate(arn);
    return undefined;
  }
  await describe(work, arn);
  return { again: 'hourly', reason: 'Waiting', message: `ACM says that ${arn} is still in use` };
}

/** Known before it is done: later nobody could tell it from what somebody else has put there. */
async function noteStandIn({ rows }: LaneWork, { loadBalancer, listener, certificate }: SniChange): Promise<void> {
  const row = rows.loadBalancers.get(loadBalancer);
  if (row === undefined) return;
  const listeners = row.listeners.map((one) =>
    one.arn === listener ? { ...one, standIns: [...new Set([...(one.standIns ?? []), certificate])].sort() } : one,
  );
  rows.saveLoadBalancer({ ...row, listeners });
  await rows.flush();
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
