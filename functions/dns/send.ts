import { ChangeRefusedError } from '#shared/errors/change-refused.ts';
import { PermanentError, RetryableError } from '#shared/errors/kinds.ts';
import { packGroups } from './plan/batch.ts';
import { suspectFirst } from './plan/bisect.ts';
import { wavesOf } from './plan/waves.ts';
import { refuseOne } from './refuse-one.ts';
import { unknownRoom } from './room.ts';
import {
  attempt,
  type Batch,
  change,
  giveUp,
  isUnchanged,
  mostCuts,
  type Sendable,
  type Sender,
  type Stop,
  settle,
  settleFound,
  withChanges,
} from './sender.ts';
import type { PlannedName } from './work.ts';

/**
 * Sends all changes in as few batches as possible. A refused batch, and one whose answer was lost, is read again and
 * planned again; only what is still refused is taken apart, so one bad name holds up nobody else.
 * @returns what ended the sending early: an error of the whole zone (the names not sent carry it), or the time.
 */
export async function sendChanges(
  given: Pick<Sender, 'work' | 'replan' | 'settle'>,
  names: readonly PlannedName[],
): Promise<Stop> {
  const sender: Sender = { ...given, room: unknownRoom(), cuts: mostCuts, refusals: 0 };
  return sendPacked(sender, names.flatMap(withChanges), { read: false, lost: false });
}

async function sendPacked(
  sender: Sender,
  members: readonly Sendable[],
  known: Pick<Batch, 'read' | 'lost'>,
): Promise<Stop> {
  const packed = wavesOf(members).map((wave) => packGroups(wave));
  const batches = packed.flatMap((wave) => wave.batches);
  const oversized = packed.flatMap((wave) => wave.oversized);
  const message = 'the changes of this name alone exceed what Route 53 takes in one batch; give it fewer addresses';
  await settle(sender, oversized, { step: 'refused', reason: 'Refused', message });
  let stop: Stop;
  for (const batch of batches.map((each) => ({ ...known, members: each }))) {
    if (stop === undefined) stop = await sendBatch(sender, batch);
    else await giveUp(sender, batch, stop);
  }
  return stop;
}

async function sendBatch(sender: Sender, whole: Batch): Promise<Stop> {
  const { fitting, surplus } = sender.room.split(whole.members);
  await settle(sender, surplus, { step: 'full', message: sender.room.text() });
  if (fitting.length === 0) return undefined;
  const batch = { ...whole, members: fitting };
  const answer = await attempt(sender, () => change(sender, batch));
  if (!(answer instanceof Error)) {
    sender.room.spend(batch.members);
    await settle(sender, batch.members, { step: 'accepted', changeId: answer.changeId });
    return undefined;
  }
  if (answer instanceof ChangeRefusedError) {
    sender.refusals += 1;
    const stop = await askForRoom(sender, batch);
    if (stop !== undefined) return giveUp(sender, { ...batch, lost: false }, stop);
    if (sender.room.split(batch.members).surplus.length > 0) return sendBatch(sender, batch);
    return batch.read ? takeApart(sender, batch, answer) : tryAgain(sender, batch, answer);
  }
  const isLost = answer instanceof RetryableError && answer.ambiguous;
  if (isLost && !batch.lost) return tryAgain(sender, batch, answer);
  return giveUp(sender, { members: batch.members, lost: isLost }, answer);
}

/** A zone that is full refuses whole batches in the same words as a record that is wrong. */
async function askForRoom({ room, work }: Sender, { members }: Batch): Promise<Stop> {
  if (!room.mayAsk(members)) return undefined;
  const limit = await attempt({ work }, () => work.zones.recordLimit(work.zone.id));
  if (!(limit instanceof Error)) room.learn(limit);
  // Who may not ask goes on without knowing.
  return limit instanceof Error && !(limit instanceof PermanentError) ? limit : undefined;
}

/** Plans on what is really there; a plan that reading did not change is what was refused. */
async function tryAgain(sender: Sender, batch: Batch, cause: Error): Promise<Stop> {
  const again = await attempt(sender, () => sender.replan(batch.members));
  if (again instanceof Error) return giveUp(sender, { ...batch, lost: !(cause instanceof ChangeRefusedError) }, again);
  const rest = again.flatMap(withChanges);
  const done = again.filter(({ plan }) => plan.group === undefined);
  await settleFound(sender, batch.members, done);
  const refusal = cause instanceof ChangeRefusedError ? cause : undefined;
  if (refusal !== undefined && isUnchanged(batch.members, rest)) {
    return takeApart(sender, { members: rest, read: true, lost: batch.lost }, refusal);
  }
  return sendPacked(sender, rest, { read: refusal !== undefined, lost: batch.lost || refusal === undefined });
}

async function takeApart(sender: Sender, batch: Batch, refusal: ChangeRefusedError): Promise<Stop> {
  const [only, ...others] = batch.members;
  if (only === undefined) return undefined;
  if (others.length === 0) return refuseOne(sender, { only, read: true, lost: batch.lost }, refusal);
  if (sender.cuts === 0) {
    const error = new RetryableError('Route 53 refuses too many names to find out in one go which ones are wrong');
    await settle(sender, batch.members, { step: 'failed', error, inDoubt: batch.lost });
    return undefined;
  }
  sender.cuts -= 1;
  const [first = [], second = []] = suspectFirst(batch.members, refusal.messages);
  const refusals = sender.refusals;
  const stop = await sendBatch(sender, { ...batch, members: first });
  const rest = { ...batch, members: second };
  if (stop !== undefined) return giveUp(sender, rest, stop);
  // What was accepted cannot have been wrong: the rest is what was refused, and need not be tried as a whole again.
  const isKnown = sender.refusals === refusals && second.length > 1;
  return isKnown ? takeApart(sender, rest, refusal) : sendBatch(sender, rest);
}
