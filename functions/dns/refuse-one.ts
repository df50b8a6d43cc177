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
 * One site of a name must not hold up the others: each of those whose changes could go alone is left out in turn, then all
 * but one, until the rest is accepted. What was left out and is not wrong goes when the name is looked at again.
 */
export async function refuseOne(
  sender: Sender,
  { only, ...known }: Pick<Batch, 'read' | 'lost'> & { readonly only: Sendable },
  { messages, reason }: ChangeRefusedError,
): Promise<Stop> {
  const message = messages.join('; ');
  for (const leftOut of leftOuts(only.plan.group?.units ?? [])) {
    if (sender.cuts === 0) {
      const error = new RetryableError(`Route 53 refuses too much to find out in one go what is wrong: ${message}`);
      await settle(sender, [only], { step: 'failed', error, inDoubt: known.lost });
      return undefined;
    }
    sender.cuts -= 1;
    const refused = new Map(leftOut.map((identifier) => [identifier, { reason, message }]));
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

type Units = readonly (readonly string[])[];

/** A name has at most 100 sets of a type: above this, trying both ways would cost more than a drain has. */
const fewUnits = 10;

/** The set identifiers to leave out, attempt by attempt; none where everything goes together. */
function leftOuts(units: Units): Units {
  if (units.length < 2) return [];
  if (units.length === 2) return units;
  const allBut = units.map((unit) => units.filter((other) => other !== unit).flat());
  return units.length > fewUnits ? allBut : [...units, ...allBut];
}
