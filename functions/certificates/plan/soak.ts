import type { Entry } from './lane-state.ts';

/** How long what is replaced stays beside what replaces it: clients and caches are slow. */
export const soakMs = 3_600_000;

/** Nobody has needed it for so long. */
export const hasSoaked = ({ unneededSinceMs }: Entry, nowMs: number): boolean =>
  unneededSinceMs !== undefined && nowMs - unneededSinceMs >= soakMs;
