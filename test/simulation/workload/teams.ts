import type { Chance } from '../engine/chance.ts';
import { type Setting, zoneIds } from '../installation.ts';
import { drawAnnotations, hostNames, keyText } from './drawing.ts';
import { type FileObject, idOf } from './manifests.ts';
import type { Operation, TimedOperation } from './operations.ts';

export interface Teams {
  /** What stands when the story begins. */
  begin(): readonly TimedOperation[];
  /** Something somebody does at that moment. */
  next(atMs: number): TimedOperation;
}

const namespaces = ['team-a', 'team-b', 'team-c', 'pr-7'];
const startMs = Date.UTC(2025, 11, 1);

/** People who write manifests, administrators who deploy, and accidents. */
export function createTeams(chance: Chance, setting: Setting): Teams {
  const hosts = hostNames(chance);
  const pads = chance.is(0.1) ? { pads: 14 } : {};
  let made = 0;
  let now = setting;
  let generation = 1;
  const draw = (): FileObject => {
    made += 1;
    const kind = chance.is(0.8) ? 'Ingress' : 'Service';
    return {
      kind,
      namespace: chance.pick(namespaces),
      name: `app-${chance.between(1, 6)}`,
      hosts: Array.from({ length: chance.pick([1, 1, 1, 2, 3]) }, () => chance.pick(hosts)),
      ...(kind === 'Ingress' ? { className: chance.pick(['public', 'public', 'public', 'private', 'unknown']) } : {}),
      ...(chance.is(kind === 'Service' ? 0.8 : 0.3)
        ? { address: chance.pick(['192.0.2.9', '198.51.100.7', 'lb.example.net']) }
        : {}),
      ...drawAnnotations(chance),
      ...pads,
      createdMs: startMs + made * 1_000,
    };
  };
  const cluster = (): string => chance.pick(now.clusters);
  const zone = (): string => chance.pick([zoneIds.public, zoneIds.public, zoneIds.private]);
  const choices: readonly (readonly [number, () => Operation])[] = [
    [20, () => ({ what: 'apply', cluster: cluster(), object: draw() })],
    [12, () => ({ what: 'delete', cluster: cluster(), id: idOf(draw()) })],
    [
      8,
      () => ({
        what: 'move',
        from: cluster(),
        id: idOf(draw()),
        to: cluster(),
        object: draw(),
        afterMs: chance.between(0, 20_000),
      }),
    ],
    [
      3,
      () => ({ what: 'wipe', cluster: cluster(), ...(chance.is(0.7) ? { namespace: chance.pick(namespaces) } : {}) }),
    ],
    [3, () => ({ what: 'break', cluster: cluster(), forMs: chance.between(1_000, 600_000) })],
    [
      3,
      () => ({
        what: 'crashForwarder',
        cluster: cluster(),
        forMs: chance.pick([1_000, 60_000, 3_600_000]),
        otherNode: chance.is(0.5),
      }),
    ],
    [
      4,
      () => ({
        what: 'flap',
        cluster: cluster(),
        id: idOf(draw()),
        times: chance.between(1, 4),
        pauseMs: chance.pick([300, 2_500, 130_000]),
      }),
    ],
    [1, () => ({ what: 'loseCluster', cluster: chance.pick(['green', 'green', 'blue']) })],
    [3, () => ({ what: 'restartForwarder', cluster: cluster() })],
    [
      2,
      () => ({
        what: 'jumpClock',
        cluster: cluster(),
        ms: chance.pick([-86_400_000, -3_600_000, -5_000, 5_000, 3_600_000]),
      }),
    ],
    [6, () => deploy()],
    [2, () => ({ what: 'poison', key: keyText(draw()), forMs: chance.between(60_000, 3_600_000) })],
    [
      6,
      () => ({
        what: 'editRecord',
        zone: zone(),
        nth: chance.between(0, 30),
        how: chance.pick(['delete', 'change', 'deleteMark', 'stealMark', 'deleteBoth']),
      }),
    ],
    [
      4,
      () => ({
        what: 'foreign',
        zone: zone(),
        host: chance.pick(hosts),
        how: chance.pick(['create', 'createMarked', 'delete']),
      }),
    ],
    [
      3,
      () => ({ what: 'hold', scope: scope(), ...(chance.is(0.7) ? { forMs: chance.between(60_000, 3_600_000) } : {}) }),
    ],
    [3, () => ({ what: 'resume', scope: scope() })],
    [3, () => ({ what: 'approve', scope: scope() })],
    [1, () => ({ what: 'releaseHost', host: chance.pick(hosts) })],
    [1, () => ({ what: 'restoreTable', ...(chance.is(0.7) ? { agoMs: chance.pick([600_000, 2_400_000]) } : {}) })],
  ];
  const scope = (): string =>
    chance.pick(['all', `cluster:${cluster()}`, `edge:${cluster()}-private`, 'zone:example.com', chance.pick(hosts)]);
  function deploy(): Operation {
    now = changeSetting(chance, now);
    if (chance.is(0.3)) generation += 1;
    return { what: 'deploy', setting: now, generation };
  }
  const weighted = choices.flatMap(([weight, choose]) => Array.from({ length: weight }, () => choose));
  return {
    begin: () =>
      Array.from({ length: chance.pick([2, 5, 12, 25]) }, () => ({
        atMs: 0,
        operation: { what: 'apply', cluster: cluster(), object: draw() },
      })),
    next(atMs) {
      return { atMs, operation: chance.pick(weighted)() };
    },
  };
}

function changeSetting(chance: Chance, setting: Setting): Setting {
  const change = chance.pick<Partial<Setting>>([
    {},
    { address: chance.pick(['192.0.2.1', '192.0.2.2']) },
    { mode: chance.pick(['observe', 'create-only', 'upsert-only', 'sync', 'sync']) },
    { reserved: chance.is(0.5) },
    { hasSubzone: !setting.hasSubzone },
    { edgeSuffix: chance.pick(['', '-2']) },
    { zonePolicy: chance.pick(['observe', 'upsert-only', 'sync', 'sync']) },
    { releaseAfterSeconds: chance.pick([0, 30, 120]) },
  ]);
  return { ...setting, ...change };
}
