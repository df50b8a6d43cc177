import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import { joins } from '../../../forwarder/joins/all.ts';
import { Joiner } from '../../../forwarder/joins/joiner.ts';
import type { ReducedObject } from '../../../forwarder/joins/raw-source.ts';
import { watchedIds } from '../../../forwarder/joins/watched-kinds.ts';
import { project } from '../../../forwarder/project.ts';

const routeKind = 'traefik.io/IngressRoute';

const reduced = (raw: object): ReducedObject => {
  const projection = project(raw);
  if (projection.result !== 'object') throw new Error(`not an object: ${JSON.stringify(projection)}`);
  return projection.object;
};
const route = (entryPoints: readonly string[] = ['websecure']): ReducedObject =>
  reduced({
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'IngressRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { entryPoints, routes: [{ match: 'Host(`a.example.com`)' }] },
  });

interface Wanted {
  readonly ports?: readonly string[];
  readonly externalIPs?: readonly string[];
  readonly year?: number;
}

function service(key: string, { ports = ['web', 'websecure'], externalIPs = [], year = 2_026 }: Wanted = {}) {
  const [namespace, name] = key.split('/');
  const labels = { 'app.kubernetes.io/name': 'traefik' };
  return reduced({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels, creationTimestamp: `${year}-01-01T00:00:00Z` },
    spec: { type: 'LoadBalancer', externalIPs, ports: ports.map((port, at) => ({ name: port, port: at + 1 })) },
  });
}

/** The route with the Services, as it is told after the last of them. */
function told(object: ReducedObject, services: readonly ReducedObject[]): ProjectedObject | undefined {
  let last: ProjectedObject | undefined;
  const hear = (one: ProjectedObject): void => {
    if (one.kind === routeKind) last = one;
  };
  const sink = {
    listed: (_kind: string, objects: readonly ProjectedObject[]) => objects.forEach(hear),
    notListed: () => undefined,
    upsert: hear,
    remove: () => undefined,
    absenceKnown: () => undefined,
  };
  const joiner = new Joiner({ joins, offered: new Set(watchedIds), sink });
  joiner.listed('/Service', []);
  joiner.listed(routeKind, [object]);
  for (const one of services) joiner.upsert(one);
  return last;
}

const keysIn = (object: ProjectedObject | undefined): readonly string[] =>
  object !== undefined && 'entrances' in object ? object.entrances.map(({ key }) => key) : [];

const thieves = (count: number, namespaceOf: (at: number) => string, wanted: Wanted = {}) =>
  Array.from({ length: count }, (_, at) => service(`${namespaceOf(at)}/s${at}`, wanted));

const own = service('traefik/traefik', { year: 2_020 });

it.each([
  ['has only the entry points that it names', route(), ['websecure']],
  ['that names none needs no names of them', route([]), []],
])('an IngressRoute %s', (_what, object, entryPoints) => {
  expect(told(object, [own])).toMatchObject({ entrances: [{ key: 'traefik/traefik', entryPoints }] });
});

it('is not told of a Service that has none of its entry points', () => {
  expect(keysIn(told(route(['extra']), [own]))).toEqual([]);
});

it('stays small however many ports the Services of somebody else have', () => {
  const ports = [...Array.from({ length: 1_000 }, (_, at) => `port-${at}`), 'websecure'];
  const object = told(route(), [...thieves(10, () => 'aaa', { ports }), own]);
  expect(object).toMatchObject({ form: 'full' });
  expect(keysIn(object)).toEqual(['aaa/s0', 'aaa/s1', 'aaa/s2', 'aaa/s3', 'traefik/traefik']);
  expect(JSON.stringify(object).length).toBeLessThan(2_000);
});

it('is not told of a Service with more addresses than leads anywhere', () => {
  const externalIPs = Array.from({ length: 21 }, (_, at) => `192.0.2.${at}`);
  expect(keysIn(told(route(), [service('aaa/s', { externalIPs }), own]))).toEqual(['traefik/traefik']);
});

it('knows the oldest, and says that there are more, which ends nothing', () => {
  const object = told(route(), [...thieves(40, (at) => `a${at}`), own]);
  expect(keysIn(object)).toHaveLength(20);
  expect(keysIn(object)).toContain('traefik/traefik');
  expect(object).toMatchObject({ problems: [{ field: 'entrances' }] });
});

it('says nothing of what one namespace has too many of', () => {
  expect(told(route(), [...thieves(40, () => 'aaa'), own])).not.toHaveProperty('problems');
});

it('law: in whatever order Services come, an IngressRoute is the same', () => {
  const all = [own, ...thieves(30, (at) => `a${at % 9}`), ...thieves(3, () => 'b', { year: 2_019 })];
  const expected = told(route(), all);
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (services) => {
      expect(told(route(), services)).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});
