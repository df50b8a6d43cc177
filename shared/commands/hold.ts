import { isInForce } from '#shared/domain/hold.ts';
import { momentText } from '#shared/domain/moment-text.ts';
import { type Scope, scopesOf, scopeText } from '#shared/domain/scope.ts';
import { CommandError } from '#shared/errors/command-error.ts';
import { pendingIn } from '#shared/overview/pending.ts';
import { readSites } from '#shared/overview/read-sites.ts';
import { holdEntry } from '#shared/overview/safety.ts';
import { type HoldRow, holdKey } from '#shared/rows/safety-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { lookAtScope, lookAtSites } from './look-again.ts';
import { readScope } from './scopes.ts';
import { obey, type Speaker } from './word.ts';

export interface HoldAnswer extends ReturnType<typeof holdEntry> {
  readonly hosts: number;
  readonly message: string;
}

export interface HoldWish {
  readonly scope: string;
  /** Epoch milliseconds; absent: until resumed. */
  readonly untilMs?: number;
  readonly why?: string;
  /** Takes the place of a hold of the same scope. */
  readonly replace?: boolean;
}

/**
 * Stops everything that Firstlight would write in a scope. Holds of different scopes may overlap, each is lifted by itself.
 * @throws CommandError for an end in the past, an unknown scope, or one that is held already
 */
export function hold(speaker: Speaker, { scope: text, untilMs, why, replace = false }: HoldWish): Promise<HoldAnswer> {
  const { table, nowMs, by } = speaker;
  return obey(speaker, async (configuration) => {
    if (untilMs !== undefined && untilMs <= nowMs) {
      throw new CommandError(
        'invalid',
        `a hold until ${momentText(untilMs)} would be over already: it is ${momentText(nowMs)} now`,
      );
    }
    const scope = await readScope(text, table, configuration);
    const before = await table.get(holdKey(scope));
    if (before !== undefined && isInForce(before, nowMs) && !replace) throw alreadyHeld(before);
    const row: HoldRow = {
      scope,
      sinceMs: nowMs,
      ...(untilMs === undefined ? {} : { untilMs }),
      by,
      ...(why === undefined || why === '' ? {} : { why }),
    };
    const sites = (await readSites(table, configuration)).map(({ site }) => site);
    const hosts = new Set(sites.filter((site) => scopesOf(site, configuration).includes(scope)).map(({ host }) => host))
      .size;
    // What waits for the end of a hold is dated to it, so an earlier end has everything looked at again. Else claims alone
    // note when the clock of a release stops, so that it loses no time however soon the hold is lifted.
    const again =
      before !== undefined && endsEarlier(row, before)
        ? await lookAtScope(scope, { table, configuration, nowMs })
        : await lookAtSites(table, pendingIn(scope, sites, configuration), nowMs);
    const end =
      untilMs === undefined ? `until \`npx firstlight resume ${scopeText(scope)}\`` : `until ${momentText(untilMs)}`;
    return {
      actions: [
        put(holdKey(scope), row, before === undefined ? 'absent' : { sinceMs: before.sinceMs, by: before.by }),
        ...again.actions,
      ],
      rings: again.lanes,
      history: {
        host: scopeText(scope),
        action: 'hold',
        ...endings(before, row, nowMs),
        why: why ?? 'no reason given',
      },
      answer: {
        ...holdEntry(row),
        hosts,
        message: `${scopeText(scope)} is held ${end}: nothing is written for its ${hosts} ${hosts === 1 ? 'host' : 'hosts'}`,
      },
    };
  });
}

/** The new hold lets go before the one whose place it takes would have. */
const endsEarlier = (after: HoldRow, before: HoldRow): boolean =>
  after.untilMs !== undefined && after.untilMs < (before.untilMs ?? Number.POSITIVE_INFINITY);

function endings(before: HoldRow | undefined, after: HoldRow, nowMs: number): { before?: string; after: string } {
  return {
    ...(before !== undefined && isInForce(before, nowMs) ? { before: endText(before) } : {}),
    after: endText(after),
  };
}

export const endText = ({ untilMs }: Pick<HoldRow, 'untilMs'>): string =>
  untilMs === undefined ? 'held until resumed' : `held until ${momentText(untilMs)}`;

function alreadyHeld(row: HoldRow): CommandError {
  const scope: Scope = row.scope;
  const why = row.why === undefined ? '' : ` (${row.why})`;
  const message = `${scopeText(scope)} is already ${endText(row)}, by ${row.by} since ${momentText(row.sinceMs)}${why}; --replace takes its place`;
  return new CommandError('conflict', message);
}
