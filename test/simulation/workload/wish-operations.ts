import type { RecordWish } from '#shared/rows/record-wishes.ts';
import type { Chance } from '../engine/chance.ts';
import { type Setting, zoneIds } from '../installation.ts';
import { wisherLane } from '../world/wishers.ts';
import type { Operation, TimedOperation } from './operations.ts';

/** In four stories of ten something wishes for records, and somebody has a hand in them. */
export function wishOperations(chance: Chance, setting: Setting, lastsMs: number): readonly TimedOperation[] {
  if (!chance.is(0.4)) return [];
  const edges = [...setting.clusters.map((name) => `${name}-public`), `${setting.clusters[0]}-private`];
  const draw = (): RecordWish => {
    const zone = chance.pick([zoneIds.public, zoneIds.public, zoneIds.sub]);
    const nth = chance.between(0, 5);
    const domain = zone === zoneIds.sub ? 'sub.example.com' : 'example.com';
    return {
      zone,
      name: `_v${nth}.${domain}`,
      type: 'CNAME',
      value: chance.pick(values),
      ttlSeconds: 300,
      retain: true,
      host: `h${nth}.${domain}`,
      edge: chance.pick(edges),
      owner: { lane: wisherLane, key: chance.pick(['certificate:1', 'certificate:1', 'certificate:2']) },
    };
  };
  const choices: readonly (() => Operation)[] = [
    () => ({ what: 'wishRecord', wish: draw() }),
    () => ({ what: 'wishRecord', wish: draw() }),
    () => ({ what: 'wishRecord', wish: draw() }),
    () => ({ what: 'forgetRecord', wish: draw() }),
    () => ({ what: 'foreignCname', wish: draw(), how: chance.pick(['same', 'other', 'delete', 'delete']) }),
  ];
  return Array.from({ length: chance.between(4, 16) }, () => ({
    atMs: chance.between(0, lastsMs),
    operation: chance.pick(choices)(),
  }));
}

/** ACM gives a name of an account one value; another one is a slip of somebody. */
const values = [...Array<string>(6).fill('_a.acm-validations.aws'), '_b.acm-validations.aws'];
