import { isInForce } from '#shared/domain/hold.ts';
import { momentText } from '#shared/domain/moment-text.ts';
import { scopeText } from '#shared/domain/scope.ts';
import { CommandError } from '#shared/errors/command-error.ts';
import { holdKey, holdRows } from '#shared/rows/safety-rows.ts';
import { remove } from '#shared/runtime/table.ts';
import { endText } from './hold.ts';
import { lookAtScope } from './look-again.ts';
import { readScope } from './scopes.ts';
import { obey, type Speaker } from './word.ts';

export interface ResumeAnswer {
  readonly scope: string;
  /** Scopes of holds that are still in force. */
  readonly held: readonly string[];
  readonly message: string;
}

/**
 * Lifts the hold of exactly this scope and has everything in it looked at again.
 * @throws CommandError where the scope is not held by itself, naming what is
 */
export function resume(speaker: Speaker, { scope: text }: { readonly scope: string }): Promise<ResumeAnswer> {
  const { table, nowMs } = speaker;
  return obey(speaker, async (configuration) => {
    const all = (await table.query(holdRows)).map(({ row }) => row);
    const asked = text.trim();
    // A hold may outlive what it covers: a zone or host that is gone can still be resumed.
    const scope =
      all.find((row) => scopeText(row.scope) === asked)?.scope ?? (await readScope(asked, table, configuration));
    const row = all.find((one) => one.scope === scope);
    const others = all.filter((one) => one !== row && isInForce(one, nowMs)).map((one) => scopeText(one.scope));
    if (row === undefined || !isInForce(row, nowMs)) {
      const ended = row === undefined ? '' : `; the hold by ${row.by} ended at ${momentText(row.untilMs ?? nowMs)}`;
      const rest = others.length === 0 ? 'no hold is in force' : `held are ${others.join(', ')}`;
      throw new CommandError('conflict', `${scopeText(scope)} is not held${ended}; ${rest}`);
    }
    const again = await lookAtScope(scope, { table, configuration, nowMs });
    const rest = others.length === 0 ? '' : `; still held: ${others.join(', ')}`;
    return {
      actions: [remove(holdKey(scope), { sinceMs: row.sinceMs, by: row.by }), ...again.actions],
      rings: again.lanes,
      history: {
        host: scopeText(scope),
        action: 'resume',
        before: endText(row),
        why: `held by ${row.by} since ${momentText(row.sinceMs)}`,
      },
      answer: { scope: scopeText(scope), held: others, message: `${scopeText(scope)} is resumed${rest}` },
    };
  });
}
