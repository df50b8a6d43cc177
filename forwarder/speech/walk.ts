import type { Cancel, Scheduler } from '#shared/domain/clock.ts';
import { lastKey } from '#shared/domain/keys.ts';
import type { KindId } from '#shared/domain/kinds.ts';
import type { Marker } from '#shared/domain/marker.ts';
import { messageAimBytes } from '#shared/domain/wire-limits.ts';
import { type Manner, presentRanges } from './manner.ts';
import {
  type Keyed,
  type Letter,
  type Room,
  roomAfter,
  type TextRange,
  walkRange,
  wholeRoom,
  writeLetter,
} from './ranges.ts';

export interface WalkOptions {
  readonly cluster: string;
  readonly scheduler: Scheduler;
  readonly kinds: readonly KindId[];
  random(): number;
  marker(): Marker;
  manner(kind: KindId): Manner;
  keyed(kind: KindId): Keyed;
  bytes(kind: KindId): number;
  onReady(): void;
}

const hourMs = 3_600_000;

interface Walk {
  start: Marker | undefined;
  kinds: readonly KindId[];
  from: string;
}

/** Speaks of everything there is: at once when asked to, and all over again within each hour. */
export class Walker {
  readonly #options: WalkOptions;
  #atOnce: Walk | undefined;
  #next = new Set<KindId>();
  #slow: Walk | undefined;
  #slowDue = false;
  #cancel: Cancel | undefined;

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  /** Whether a walk that was asked for is not yet taken to its end. */
  get busy(): boolean {
    return this.#atOnce !== undefined || this.#next.size > 0;
  }

  /** Begins the hourly walk. */
  start(): void {
    const { scheduler, kinds, random } = this.#options;
    const bytes = kinds.reduce((sum, kind) => sum + this.#options.bytes(kind), 0);
    const paceMs = (hourMs / Math.max(1, Math.ceil((bytes * 1.1) / messageAimBytes))) * (0.85 + 0.15 * random());
    this.#cancel = scheduler.after(Math.floor(paceMs), () => {
      this.#slowDue = true;
      this.#options.onReady();
      this.start();
    });
  }

  stop(): void {
    this.#cancel?.();
  }

  /** Walks these kinds at once; kinds asked for before the walk begins are walked together. */
  request(kinds: readonly KindId[]): void {
    for (const kind of kinds) this.#next.add(kind);
    this.#options.onReady();
  }

  /** The next message of a walk, if one is due; content and marker are taken now. */
  take(): Letter | undefined {
    while (this.busy) {
      this.#atOnce ??= this.#begin();
      const letter = this.#step(this.#atOnce);
      if (this.#atOnce.kinds.length === 0) this.#atOnce = undefined;
      if (letter !== undefined) return letter;
    }
    if (!this.#slowDue) return undefined;
    this.#slowDue = false;
    this.#slow ??= { start: undefined, kinds: this.#options.kinds, from: '' };
    const letter = this.#step(this.#slow);
    if (this.#slow.kinds.length === 0) this.#slow = undefined;
    return letter;
  }

  #begin(): Walk {
    const kinds = this.#options.kinds.filter((kind) => this.#next.has(kind));
    this.#next = new Set();
    return { start: undefined, kinds, from: '' };
  }

  /** Takes as many ranges as one message holds, of kinds that are spoken of in the same manner. */
  #step(walk: Walk): Letter | undefined {
    const { cluster, marker, manner } = this.#options;
    walk.start ??= marker();
    const ranges: TextRange[] = [];
    let room = wholeRoom;
    let spoken: Manner | undefined;
    for (let kind = walk.kinds[0]; kind !== undefined; kind = walk.kinds[0]) {
      const now = manner(kind);
      if (now !== 'silent') {
        spoken ??= now;
        const taken = spoken === now ? this.#ranges(kind, walk, room) : { ranges: [], done: false };
        for (const range of taken.ranges) room = roomAfter(room, range);
        ranges.push(...taken.ranges);
        if (!taken.done) break;
      }
      walk.kinds = walk.kinds.slice(1);
      walk.from = '';
    }
    if (ranges.length === 0) return undefined;
    const content = { cluster, marker: marker(), ranges };
    return writeLetter(spoken === 'covering' ? { ...content, walkStart: walk.start } : content);
  }

  #ranges(kind: KindId, walk: Walk, room: Room): { readonly ranges: readonly TextRange[]; readonly done: boolean } {
    const keyed = this.#options.keyed(kind);
    if (this.#options.manner(kind) === 'present') {
      const taken = presentRanges(keyed, walk.from, room);
      walk.from = taken.next ?? walk.from;
      return { ranges: taken.ranges, done: taken.next === undefined };
    }
    const range = walkRange(keyed, walk.from, room);
    if (range === undefined) return { ranges: [], done: false };
    walk.from = range.upTo;
    return { ranges: [range], done: range.upTo === lastKey };
  }
}
