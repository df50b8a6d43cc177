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
import { writeTogether } from './writes.ts';
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
  const refused = new Map(row.refused);
  const hold = holds.find((one) => ['all', `zone:${zone.name}`].includes(one.scope) && isInForce(one, drain.now()));
  if (hold !== undefined) return allDue(work, heldUntil(hold, drain.now()));
  try {
    const done = await rewriteMarks(work, refused);
    if (done === undefined) return await goOnLater(work, { row, refused });
    // The rows say what stands, for whoever asks, also of a drain whose answer was lost; a name that this wakes is frozen
    // like all others.
    if (!(await compareWholeZone(work))) return await goOnLater(work, { row, refused });
    const { refused: _told, ...word } = row;
    await transactFenced(drain, [put(givenBackKey(zone.id), { ...word, done }, { atMs: row.atMs })]);
    return await freeze(drain, frozenBy(work));
  } catch (error) {
    // Taken again meanwhile.
    if (error instanceof ConditionFailedError) return allDue(work, drain.now());
    const keys = drain.keys.map(({ key }) => key);
    const outcomes = outcomesOfError(error, keys, drain.now());
    if (outcomes === undefined) throw error;
    return await goOnLater(work, { row, refused }, outcomes);
  }
}

/** What Route 53 refused is remembered: a drain that began with it again would never get further. */
async function goOnLater(
  work: ZoneWork,
  { row, refused }: { readonly row: GivenBackRow; readonly refused: Refused },
  outcomes = allDue(work, work.drain.now()),
): Promise<readonly Outcome[]> {
  if (refused.size > (row.refused?.length ?? 0)) {
    const next = { ...row, refused: [...refused] };
    const failed = await writeTogether(work.drain, [
      { name: work.zone.id, actions: [put(givenBackKey(row.zone), next, { atMs: row.atMs })] },
    ]);
    if (failed.size > 0) return allDue(work, work.drain.now());
  }
  return outcomes;
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
async function rewriteMarks(work: ZoneWork, refused: Refused): Promise<GivenBackRow['done']> {
  const { drain, zone, settings } = work;
  const index = await listZone(work);
  if (index === undefined) return undefined;
  const { rewrites, left } = planGiveBack(index, settings);
  const mayWrite = mostCautious(drain.configuration.document.mode, zone.policy) !== 'observe';
  const open = rewrites.filter(({ name }) => !refused.has(name));
  if (!mayWrite) for (const { name } of open) refused.set(name, 'observe writes nothing');
  else if (!(await send(work, open, refused))) return undefined;
  const all = [...left, ...[...refused].map(([name, why]) => `${name}: ${why}`)];
  return {
    atMs: drain.now(),
    rewritten: rewrites.filter(({ name }) => !refused.has(name)).length,
    left: all.slice(0, toldOfLeft),
    leftInAll: all.length,
  };
}

/** Names whose TXT records cannot be rewritten, and why. */
type Refused = Map<string, string>;
/** What is more than these is not tried: one row remembers them. */
const mostRefused = 500;
const longestWhy = 200;

/** False when the time was up. */
async function send(work: ZoneWork, rewrites: readonly Rewrite[], refused: Refused): Promise<boolean> {
  const open = [...packGroups(rewrites).batches];
  for (let batch = open.shift(); batch !== undefined; batch = open.shift()) {
    if (!work.drain.hasTime()) return false;
    await work.drain.assertHeld();
    try {
      await work.zones.change(
        work.zone.id,
        batch.flatMap(({ changes }) => changes),
      );
    } catch (error) {
      if (!(error instanceof ChangeRefusedError)) throw error;
      const half = Math.ceil(batch.length / 2);
      const mayCut = batch.length > 1 && refused.size < mostRefused;
      if (mayCut) open.unshift(batch.slice(0, half), batch.slice(half));
      else for (const { name } of batch) refused.set(name, (error.messages[0] ?? '').slice(0, longestWhy));
    }
  }
  return true;
}
