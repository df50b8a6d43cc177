import { type Chance, chanceOf } from '../engine/chance.ts';
import { type FaultKind, type FaultRates, faultKinds } from '../engine/faults.ts';
import { plainSetting, type Setting } from '../installation.ts';
import type { TimedOperation } from './operations.ts';
import { createTeams } from './teams.ts';
import { drawWatched, watchOperations } from './watch-operations.ts';
import { wishOperations } from './wish-operations.ts';

/** All that one seed stands for; the operations can be cut down and everything else stays. */
export interface Scenario {
  readonly seed: number;
  readonly setting: Setting;
  readonly faults: FaultRates;
  readonly operations: readonly TimedOperation[];
  /** When the last operation is over and faults end. */
  readonly calmAtMs: number;
}

/** The story of a seed. */
export function generateScenario(seed: number): Scenario {
  const chance = chanceOf(seed, 'story');
  // A stream of its own, so that other stories stay what they are.
  const outside = chanceOf(seed, 'outside');
  const watched = isWatched(seed) ? { watched: drawWatched(outside) } : {};
  const isCertified = hasCertificates(seed) || (isWatched(seed) && outside.is(0.5));
  const setting = { ...drawSetting(chance), ...(isCertified ? { hasCertificates: true } : {}), ...watched };
  const lastsMs = chance.pick([10, 30, 60, 120]) * 60_000;
  const count = chance.between(8, 40);
  const teams = createTeams(chance, setting);
  const operations = [
    ...teams.begin(),
    ...Array.from({ length: count }, () => teams.next(chance.between(60_000, lastsMs))),
    ...wishOperations(chanceOf(seed, 'wishes'), setting, lastsMs),
    ...(isWatched(seed) ? watchOperations(outside, setting, lastsMs) : []),
  ].sort((a, b) => a.atMs - b.atMs);
  return { seed, setting, faults: drawFaults(chanceOf(seed, 'rates')), operations, calmAtMs: lastsMs + 60_000 };
}

/** Every fifth story; the others stay what they are. */
const hasCertificates = (seed: number): boolean => seed % 10 === 0 || seed % 10 === 6;

/** Every tenth story: monitors and alerts. */
const isWatched = (seed: number): boolean => seed % 10 === 5;

function drawSetting(chance: Chance): Setting {
  return {
    ...plainSetting,
    mode: chance.pick(['sync', 'sync', 'sync', 'sync', 'upsert-only', 'create-only', 'observe']),
    hasSubzone: chance.is(0.3),
    clusters: chance.is(0.5) ? ['blue', 'green'] : ['blue'],
    reserved: chance.is(0.3),
    releaseAfterSeconds: chance.pick([0, 30, 120, 600]),
    formatOf: chance.pick(['external-dns-0.21', 'external-dns-0.22']),
    ...(chance.is(0.1) ? { quota: 4 } : {}),
  };
}

/** What a quiet day has of each, what a bad one. */
const worst: Readonly<Record<FaultKind, number>> = {
  'put.partial': 0.3,
  'put.refused': 0.3,
  'put.answerLost': 0.3,
  'event.lost': 0.3,
  'event.repeated': 0.3,
  'event.delayed': 0.3,
  'ring.lost': 0.5,
  'ring.repeated': 0.3,
  'ring.delayed': 0.3,
  'sweep.late': 0.5,
  'kill.before': 0.01,
  'kill.after': 0.01,
  'call.slow': 0.03,
  'table.throttled': 0.02,
  'table.conflict': 0.5,
  'table.answerLost': 0.03,
  'route53.throttled': 0.1,
  'route53.busy': 0.2,
  'route53.error': 0.1,
  'route53.answerLost': 0.2,
  'race.edited': 0.1,
  'watch.lost': 0.3,
  'clock.skewed': 0.5,
  's3.throttled': 0.02,
  's3.error': 0.05,
  's3.answerLost': 0.1,
  'acm.throttled': 0.1,
  'acm.error': 0.1,
  'acm.answerLost': 0.2,
  'elb.throttled': 0.1,
  'elb.error': 0.1,
  'elb.answerLost': 0.2,
  'uptimerobot.throttled': 0.1,
  'uptimerobot.error': 0.1,
  'uptimerobot.answerLost': 0.3,
  'uptimerobot.denied': 0.3,
  'slack.throttled': 0.2,
  'slack.error': 0.2,
  'slack.answerLost': 0.3,
};

/** Half of the kinds, each from rare to as bad as it gets. */
function drawFaults(chance: Chance): FaultRates {
  const entries = faultKinds.flatMap((kind) => {
    const [isOn, share] = [chance.is(0.5), chance.next()];
    return isOn ? [[kind, worst[kind] * share ** 2] as const] : [];
  });
  return Object.fromEntries(entries);
}
