import type { Scheduler } from '#shared/domain/clock.ts';
import type { SourceState } from '#shared/domain/objects.ts';
import type { BusCounts } from '../process/counted-bus.ts';
import type { Replica } from '../process/replica.ts';
import type { StatusCounts } from '../status/ports.ts';

/** How it goes with a replica, as plain values; moments in epoch milliseconds, ages in milliseconds. */
export interface Figures {
  readonly leads: boolean;
  readonly terms: number;
  readonly bus: BusCounts;
  /** Since the Lease was last looked at, whatever came of it; and since that succeeded. */
  readonly lookedAgeMs: number | undefined;
  readonly reachedAgeMs: number | undefined;
  readonly problem: string | undefined;
  readonly nowMs: number;
  readonly startedMs: number;
  readonly residentBytes: number;
  /** Absent while another replica leads. */
  readonly term?: TermFigures;
}

export interface TermFigures {
  /** Every kind has a state. */
  readonly complete: boolean;
  readonly unsaidKeys: number;
  readonly objects: ReadonlyMap<string, number>;
  readonly kinds: readonly KindFigures[];
  /** Absent where no status is shown. */
  readonly status?: StatusCounts;
}

export interface KindFigures {
  readonly kind: string;
  readonly state: SourceState | undefined;
  readonly lists: number;
  readonly events: number;
  readonly endings: ReadonlyMap<string, number>;
  readonly heardAtMs: number | undefined;
}

export interface FiguresClock {
  readonly scheduler: Scheduler;
  readonly startedMs: number;
}

export function figuresOf(replica: Replica, { scheduler, startedMs }: FiguresClock): Figures {
  const { looked, isHolding } = replica.election;
  const ageOf = (atMs: number | undefined) => (atMs === undefined ? undefined : scheduler.monotonic() - atMs);
  const { term } = replica;
  return {
    leads: isHolding,
    terms: replica.terms,
    bus: replica.bus.counts,
    lookedAgeMs: ageOf(looked.atMs),
    reachedAgeMs: ageOf(looked.reachedMs),
    problem: replica.problem,
    nowMs: scheduler.now(),
    startedMs,
    residentBytes: process.memoryUsage.rss(),
    ...(term === undefined
      ? {}
      : {
          term: {
            ...term.forwarder.figures(),
            ...(term.duty?.counts === undefined ? {} : { status: term.duty.counts }),
            kinds: term.source.news.map(({ kind, state, lists, events, endings, heardMs }) => ({
              ...{ kind, state, lists, events, endings },
              heardAtMs: heardMs === undefined ? undefined : scheduler.now() - (ageOf(heardMs) ?? 0),
            })),
          },
        }),
  };
}
