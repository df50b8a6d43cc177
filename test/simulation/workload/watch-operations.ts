import type { Chance } from '../engine/chance.ts';
import { formerMonitor, type Setting, type Watched } from '../installation.ts';
import { type FileObject, idOf } from './manifests.ts';
import type { Operation, TimedOperation } from './operations.ts';

export const drawWatched = (chance: Chance): Watched => ({
  plan: chance.pick(['free', 'free', 'small', 'team', 'team', 'crowded']),
  afterRelease: chance.pick(['immediately', 'never', { seconds: 600 }, { seconds: 600 }, { seconds: 1_800 }]),
  adopts: chance.is(0.5),
});

const minuteMs = 60_000;

/** Applications that stop and start, people on the provider's pages, and names that come, go and come back meanwhile. */
export function watchOperations(chance: Chance, setting: Setting, lastsMs: number): readonly TimedOperation[] {
  const hosts = ['w0', 'w1', 'w2', 'w3', 'h0', 'h1'].map((name) => `${name}.example.com`);
  const cluster = setting.clusters[0] ?? 'blue';
  const draw = (nth: number): FileObject => ({
    kind: 'Ingress',
    namespace: 'team-w',
    name: `watched-${nth}`,
    hosts: [`w${nth}.example.com`],
    className: 'public',
    ...(chance.is(0.6) ? {} : { annotations: chance.pick(annotations) }),
    createdMs: 0,
  });
  const someMs = (): number => chance.pick([20_000, 2 * minuteMs, 10 * minuteMs, 40 * minuteMs]);
  const choices: readonly (readonly [number, () => Operation])[] = [
    [8, () => stopApp()],
    [5, () => ({ what: 'editMonitor', nth: chance.between(0, 30), how: chance.pick(edits) })],
    [1, () => ({ what: 'foreignMonitor', name: chance.pick([formerMonitor, 'mine']), host: chance.pick(hosts) })],
    [1, () => ({ what: 'loseProvider', forMs: chance.pick([5 * minuteMs, 24 * 60 * minuteMs]) })],
    [1, () => ({ what: 'expireKey', forMs: someMs() })],
    [1, () => ({ what: 'archiveChannel', forMs: someMs() })],
    [3, () => ({ what: 'apply', cluster, object: draw(chance.between(0, 3)) })],
    [3, () => ({ what: 'delete', cluster, id: idOf(draw(chance.between(0, 3))) })],
  ];
  const stopApp = (): Operation => {
    const met = chance.pick([502, 503, 'no-answer' as const]);
    const forMs = chance.is(0.8) ? { forMs: someMs() } : {};
    return { what: 'stopApp', host: chance.pick(hosts), met, ...forMs };
  };
  const weighted = choices.flatMap(([weight, choose]) => Array.from({ length: weight }, () => choose));
  return [
    ...[0, 1, 2, 3].map(
      (nth): TimedOperation => ({ atMs: 0, operation: { what: 'apply', cluster, object: draw(nth) } }),
    ),
    ...Array.from({ length: chance.between(6, 24) }, (): TimedOperation => {
      const atMs = chance.between(minuteMs, lastsMs);
      return { atMs, operation: chance.pick(weighted)() };
    }),
  ];
}

const edits = ['delete', 'delete', 'pause', 'pause', 'start', 'rename', 'untag', 'retarget'] as const;

const annotations: readonly Readonly<Record<string, string>>[] = [
  { 'firstlight.dev/monitor': 'false' },
  { 'firstlight.dev/monitor-interval': '600' },
  { 'firstlight.dev/monitor-interval': '60' },
  { 'firstlight.dev/monitor-path': '/health' },
  { 'firstlight.dev/monitor-keyword': 'Welcome' },
  { 'firstlight.dev/monitor-name': 'Shop <!here> *now*' },
  { 'monitor.stakater.com/enabled': 'true' },
];
