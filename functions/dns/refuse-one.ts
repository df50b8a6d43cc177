import { ChangeRefusedError } from '#shared/errors/change-refused.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import {
  attempt,
  type Batch,
  change,
  giveUp,
  type Sendable,
  type Sender,
  type Stop,
  settle,
  withChanges,
} from './sender.ts';

/**
 * One site of a name must not hold up the others: each of those whose changes could go alone is left out in turn, until
 * the rest is accepted.
 */
export async function refuseOne(
  sender: Sender,
  { only, ...known }: Pick<Batch, 'read' | 'lost'> & { readonly only: Sendable },
  { messages, reason }: ChangeRefusedError,
): Promise<Stop> {
  const message = messages.join('; ');
  const units = only.plan.group?.units ?? [];
  for (const unit of units.length > 1 ? units : []) {
    if (sender.cuts === 0) break;
    sender.cuts -= 1;
    const refused = new Map(unit.map((identifier) => [identifier, { reason, message }]));
    const again = await attempt(sender, () => sender.replan([only], refused));
    if (again instanceof Error) return giveUp(sender, { members: [only], lost: known.lost }, again);
    const rest = again.flatMap(withChanges);
    const answer =
      rest.length === 0 ? undefined : await attempt(sender, () => change(sender, { members: rest, ...known }));
    if (answer instanceof ChangeRefusedError || answer === undefined) continue;
    if (answer instanceof Error) {
      return giveUp(sender, { members: rest, lost: answer instanceof RetryableError && answer.ambiguous }, answer);
    }
    sender.room.spend(rest);
    await settle(sender, rest, { step: 'accepted', changeId: answer.changeId });
    return undefined;
  }
  await settle(sender, [only], { step: 'refused', reason, message });
  return undefined;
}
