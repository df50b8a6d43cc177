import type { Configuration } from './configuration.ts';
import { type Scope, scopesOf } from './scope.ts';

/** A person's stop as far as it decides anything; without `untilMs` it lasts until it is resumed. */
export interface Hold {
  readonly scope: Scope;
  readonly untilMs?: number;
}

/** The hold that covers a site longest at `nowMs`, or undefined. A hold without an end outlasts all others. */
export function holdOver<One extends Hold>(
  site: Parameters<typeof scopesOf>[0],
  holds: readonly One[],
  at: { readonly configuration: Pick<Configuration, 'zones'>; readonly nowMs: number },
): One | undefined {
  const scopes = scopesOf(site, at.configuration);
  const covering = holds.filter((hold) => isInForce(hold, at.nowMs) && scopes.includes(hold.scope));
  return covering.reduce<One | undefined>(
    (longest, hold) => (longest === undefined || endOf(hold) > endOf(longest) ? hold : longest),
    undefined,
  );
}

export const isInForce = (hold: Hold, nowMs: number): boolean => endOf(hold) > nowMs;

const endOf = (hold: Hold): number => hold.untilMs ?? Number.POSITIVE_INFINITY;
