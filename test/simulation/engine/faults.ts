import { type Chance, chanceOf } from './chance.ts';

/** Everything that can go wrong by chance, by the place where it does. */
export const faultKinds = [
  'put.partial',
  'put.refused',
  'put.answerLost',
  'event.lost',
  'event.repeated',
  'event.delayed',
  'ring.lost',
  'ring.repeated',
  'ring.delayed',
  'sweep.late',
  'kill.before',
  'kill.after',
  'call.slow',
  'table.throttled',
  'table.conflict',
  'table.answerLost',
  'route53.throttled',
  'route53.busy',
  'route53.error',
  'route53.answerLost',
  'race.edited',
  'watch.lost',
  'clock.skewed',
  's3.throttled',
  's3.error',
  's3.answerLost',
  'acm.throttled',
  'acm.error',
  'acm.answerLost',
  'elb.throttled',
  'elb.error',
  'elb.answerLost',
  'uptimerobot.throttled',
  'uptimerobot.error',
  'uptimerobot.answerLost',
  'uptimerobot.denied',
  'slack.throttled',
  'slack.error',
  'slack.answerLost',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Probability of each kind at each occasion; a kind that is not named never happens. */
export type FaultRates = Readonly<Partial<Record<FaultKind, number>>>;

export interface Faults {
  /** Whether it happens now; each kind draws from a stream of its own. */
  hit(kind: FaultKind): boolean;
  /** From now on nothing goes wrong. */
  end(): void;
  readonly isOver: boolean;
  /** How likely each occasion is to be hit. */
  rateOf(kind: FaultKind): number;
  readonly counts: ReadonlyMap<FaultKind, number>;
}

export function createFaults(seed: number, rates: FaultRates): Faults {
  const counts = new Map<FaultKind, number>();
  const streams = new Map<FaultKind, Chance>();
  let over = false;
  return {
    counts,
    rateOf: (kind) => rates[kind] ?? 0,
    hit(kind) {
      const rate = rates[kind] ?? 0;
      if (over || rate === 0) return false;
      const stream = streams.get(kind) ?? chanceOf(seed, `fault ${kind}`);
      streams.set(kind, stream);
      if (!stream.is(rate)) return false;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      return true;
    },
    end() {
      over = true;
    },
    get isOver() {
      return over;
    },
  };
}
