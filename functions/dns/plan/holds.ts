import type { Zone } from '#shared/domain/configuration.ts';
import { type Hold, holdOver } from '#shared/domain/hold.ts';
import { momentText } from '#shared/domain/moment-text.ts';
import { scopeText } from '#shared/domain/scope.ts';

/** A hold as people are told of it. */
export interface PersonsHold extends Hold {
  readonly by: string;
  readonly why?: string;
}

/**
 * The hold that keeps a zone's records of a site longest. The zone is the one that the records stand in, which is another
 * one than the site's while it moves.
 */
export function holdInZone<One extends Hold>(
  site: Parameters<typeof holdOver>[0],
  holds: readonly One[],
  at: Parameters<typeof holdOver>[2] & { readonly zone: Pick<Zone, 'id'> },
): One | undefined {
  return holdOver({ ...site, wish: { ...site.wish, zone: at.zone.id } }, holds, at);
}

/** `held by oncall (zone:example.com) until 2026-11-21 10:00:00Z, migration: would create …`. */
export function heldMessage({ scope, untilMs, by, why }: PersonsHold, change: string): string {
  const end = untilMs === undefined ? 'until resumed' : `until ${momentText(untilMs)}`;
  const reason = why === undefined || why === '' ? '' : `, ${why}`;
  return `held by ${by} (${scopeText(scope)}) ${end}${reason}: would ${change}`;
}
