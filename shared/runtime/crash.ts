import { crashDivisor, crashesUntilParked } from './limits.ts';

/** Drains take at most `take` keys until `left` more are done. */
export interface Slow {
  readonly take: number;
  readonly left: number;
}

/** The key that the present drain took alone, and how often in a row it crashed so. */
export interface Alone {
  readonly key: string;
  readonly crashes: number;
}

export interface CrashState {
  readonly taken: number;
  readonly slow?: Slow;
  readonly alone?: Alone;
}

/** What a drain that took `taken` keys and crashed leaves for those that follow. */
export function afterCrash(state: CrashState): CrashState {
  const { taken, alone } = state;
  if (taken === 0) return state;
  const slow = { take: Math.max(1, Math.floor(taken / crashDivisor)), left: taken };
  return { taken: 0, slow, ...(taken === 1 && alone ? { alone: { ...alone, crashes: alone.crashes + 1 } } : {}) };
}

/** The state while `keys` are being worked on; a key that was alone before keeps its count. */
export function whileTaken(state: CrashState, keys: readonly string[]): CrashState {
  const [only] = keys;
  const { alone: before, ...rest } = state;
  if (only === undefined || keys.length > 1) return { ...rest, taken: keys.length };
  return { ...rest, taken: 1, alone: before?.key === only ? before : { key: only, crashes: 0 } };
}

/** The state after a drain that ended by itself and got `done` keys done. */
export function afterDrain(state: CrashState, done: number): CrashState {
  const left = (state.slow?.left ?? 0) - done;
  return { taken: 0, ...(state.slow && left > 0 ? { slow: { take: state.slow.take, left } } : {}) };
}

export const isPoison = (alone: Alone | undefined): boolean =>
  alone !== undefined && alone.crashes >= crashesUntilParked;
