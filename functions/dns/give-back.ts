import { isInForce } from '#shared/domain/hold.ts';
import { momentText } from '#shared/domain/moment-text.ts';
import { mostCautious } from '#shared/domain/policy.ts';
import { ChangeRefusedError } from '#shared/errors/change-refused.ts';
import { ConditionFailedError } from '#shared/errors/kinds.ts';
import { type GivenBackRow, givenBackKey } from '#shared/rows/zone-rows.ts';
import type { Outcome } from '#shared/runtime/capability.ts';
import { outcomesOfError } from '#shared/runtime/error-outcomes.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import { put } from '#shared/runtime/table.ts';
import { type Frozen, freeze } from './frozen.ts';
import { listZone } from './listing.ts';
import { heldUntil } from './outcomes.ts';
import { packGroups } from './plan/batch.ts';
import { planGiveBack, type Rewrite } from './plan/give-back.ts';
import type { ZoneWork } from './work.ts';
import { compareWholeZone } from './zone-list.ts';

/** So many are told one by one. */
const toldOfLeft = 200;

/**
 * A zone that a person gave back: once, the ownership TXT records in Firstlight's own form become external-dns's; from then
 * on nothing is written, and every site that has a record there says so.
 */
export async function giveBack(work: ZoneWork): Promise<readonly Outcome[]> {
  const { drain, zone, holds } = work;
  const row = await drain.table.get(givenBackKey(zone.id));
  if (row === undefined || row.done !== undefined) return freeze(drain, frozenBy(work));
  const hold = holds.find((one) => ['all', `zone:${zone.name}`].includes(one.scope) && isInForce(one, drain.now()));
  if (hold !== undefined) return allDue(work, heldUntil(hold, drain.now()));
  try {
    const done = await rewriteMarks(work);
    if (done === undefined) return allDue(work, drain.now());
    // The rows say what stands, for whoever asks; a name that this wakes is frozen like all others.
    if (done.rewritten > 0 && !(await compareWholeZone(work))) return allDue(work, drain.now());
    await transactFenced(drain, [put(givenBackKey(zone.id), { ...row, done }, { atMs: row.atMs })]);
    return await freeze(drain, frozenBy(work));
  } catch (error) {
    // Taken again meanwhile.
    if (error instanceof ConditionFailedError) return allDue(work, drain.now());
    const keys = drain.keys.map(({ key }) => key);
    const outcomes = outcomesOfError(error, keys, drain.now());
    if (outcomes === undefined) throw error;
    return outcomes;
  }
}

const allDue = ({ drain }: ZoneWork, atMs: number): readonly Outcome[] =>
  drain.keys.map(({ key }): Outcome => ({ key, result: 'pending', atMs }));

function frozenBy({ zone }: ZoneWork): Frozen {
  const { by = '', atMs = 0 } = zone.givenBack ?? {};
  const when = `by ${by} at ${momentText(atMs)}`;
  const message = `zone ${zone.name} was given back to external-dns ${when}: its records stay as they are`;
  return { reason: 'GivenBack', message };
}

/** Undefined: the time was up first. Each time it begins with what stands, so that a lost answer needs no care. */
async function rewriteMarks(work: ZoneWork): Promise<GivenBackRow['done']> {
  const { drain, zone, settings } = work;
  const index = await listZone(work);
  if (index === undefined) return undefined;
  const { rewrites, left } = planGiveBack(index, settings);
  const mayWrite = mostCautious(drain.configuration.document.mode, zone.policy) !== 'observe';
  const refused = mayWrite ? await send(work, rewrites) : rewrites.map((one) => tell(one, 'observe writes nothing'));
  if (refused === undefined) return undefined;
  const all = [...left, ...refused];
  return {
    atMs: drain.now(),
    rewritten: rewrites.length - refused.length,
    left: all.slice(0, toldOfLeft),
    leftInAll: all.length,
  };
}

const tell = ({ name }: Rewrite, why: string): string => `${name}: ${why}`;

/** Those that were refused, in words; undefined when the time was up. */
async function send(work: ZoneWork, rewrites: readonly Rewrite[]): Promise<readonly string[] | undefined> {
  const { batches } = packGroups(rewrites);
  const open = [...batches];
  const refused: string[] = [];
  for (let batch = open.shift(); batch !== undefined; batch = open.shift()) {
    if (!work.drain.hasTime()) return undefined;
    await work.drain.assertHeld();
    try {
      await work.zones.change(
        work.zone.id,
        batch.flatMap(({ changes }) => changes),
      );
    } catch (error) {
      if (!(error instanceof ChangeRefusedError)) throw error;
      const half = Math.ceil(batch.length / 2);
      const [first] = batch;
      if (batch.length > 1) open.unshift(batch.slice(0, half), batch.slice(half));
      else if (first !== undefined) refused.push(tell(first, error.messages.join('; ')));
    }
  }
  return refused;
}
