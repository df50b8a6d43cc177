import { LeaseLostError, PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import { certificateItem, listenerItem } from '#shared/rows/certificates-lane-rows.ts';
import { namesOf, tellChange } from './history.ts';
import { describe } from './observe-certificates.ts';
import { type Change, changeName, type DeleteChange, keyOfRequest } from './plan/changes.ts';
import { request } from './request.ts';
import { attach, detach } from './sni-changes.ts';
import type { LaneWork, Trouble } from './work.ts';

/** Why a change was not made, and whether that passes by itself. */
export interface Failure extends Trouble {
  readonly change: Change;
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

async function deleteOne(work: LaneWork, { certificate: arn }: DeleteChange): Promise<Trouble | undefined> {
  await work.drain.assertHeld();
  if ((await work.authority.delete(arn)) === 'deleted') {
    work.rows.forgetCertificate(arn);
    return undefined;
  }
  await describe(work, arn);
  return { again: 'hourly', reason: 'Waiting', message: `ACM says that ${arn} is still in use` };
}
