import { hashText } from './chance.ts';

/** What happened, in order; two runs of one seed have the same hash. */
export interface Trace {
  /** `where` is who did it: a process, a far side, a person. */
  note(where: string, what: string): void;
  readonly hash: string;
  readonly notes: number;
  /** Readable lines, the last ones only unless everything was asked for. */
  readonly lines: readonly string[];
}

const kept = 400;

export function createTrace(clock: { monotonic(): number }, { whole = false } = {}): Trace {
  let hash = hashText('');
  let notes = 0;
  let lines: string[] = [];
  return {
    note(where, what) {
      const line = `${timeText(clock.monotonic())}  ${where}  ${what}`;
      hash = hashText(line, hash);
      notes += 1;
      lines.push(line);
      if (!whole && lines.length > 2 * kept) lines = lines.slice(-kept);
    },
    get hash() {
      return hash.toString(16).padStart(8, '0');
    },
    get notes() {
      return notes;
    },
    get lines() {
      return lines;
    },
  };
}

/** `1:02:03.004` of virtual time. */
export function timeText(ms: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const rest = String(Math.floor(ms % 1000)).padStart(3, '0');
  return `${Math.floor(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${rest}`;
}
