import type { Clock } from '#shared/domain/clock.ts';
import { harmless } from './text.ts';

/** The last problems, for the picture; each is written where it happens only once in a while. */
export interface Notes {
  add(text: string): void;
  /** Those of the last minute, newest last. */
  recent(): readonly string[];
}

const shownMs = 60_000;
const shownAtMost = 4;

/** @param write takes each new problem as one line, for those who do not see the picture. */
export function createNotes(clock: Clock, write: (line: string) => void): Notes {
  const last = new Map<string, number>();
  const isRecent = (atMs: number): boolean => clock.monotonic() - atMs < shownMs;
  return {
    add(text) {
      const line = harmless(text);
      const before = last.get(line);
      last.delete(line);
      last.set(line, clock.monotonic());
      for (const [old, atMs] of last) if (!isRecent(atMs)) last.delete(old);
      if (before === undefined || !isRecent(before)) write(line);
    },
    recent: () =>
      [...last]
        .filter(([, atMs]) => isRecent(atMs))
        .slice(-shownAtMost)
        .map(([line]) => line),
  };
}

export const describeError = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message.split('\n')[0] ?? ''}` : String(error);
