import type { SourceState } from '#shared/domain/objects.ts';
import type { WatchedId } from '../joins/watched-kinds.ts';

/** How a watch ended; `refused`: it did not begin. */
export type WatchEnding = 'clean' | 'idle' | 'cut' | 'expired' | 'refused' | 'failed';

/** How it goes with one kind, for metrics, probes and people. */
export class KindNews {
  readonly kind: WatchedId;
  /** Undefined until something is known. */
  state: SourceState | undefined;
  message = '';
  lists = 0;
  events = 0;
  readonly endings = new Map<WatchEnding, number>();
  /** Monotonic; of the last list, event or bookmark. */
  heardMs: number | undefined;

  constructor(kind: WatchedId) {
    this.kind = kind;
  }

  /** Whether it differs from what was told before. */
  told(state: SourceState, message: string): boolean {
    const differs = this.state !== state || this.message !== message;
    this.state = state;
    this.message = message;
    return differs;
  }

  heard(nowMs: number): void {
    this.heardMs = nowMs;
  }

  ended(how: WatchEnding): void {
    this.endings.set(how, (this.endings.get(how) ?? 0) + 1);
  }
}
