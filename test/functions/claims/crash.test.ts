import { describe, expect, it } from 'vitest';
import { claimsOf, type SiteRow } from '../../../shared/rows/site-rows.ts';
import type { Table } from '../../../shared/runtime/table.ts';
import { ingress, testConfiguration } from './samples.ts';
import { testWorld } from './world.ts';

const [host, other] = ['app.example.com', 'new.example.com'];

/** Lets the n-th transaction from now on fail as a crash would, before or after it took effect. */
function faultyTable() {
  let left = Number.POSITIVE_INFINITY;
  let late = false;
  const wrap = (table: Table): Table => ({
    ...table,
    async transact(actions) {
      left -= 1;
      if (left === 0 && !late) throw new Error('crashed');
      await table.transact(actions);
      if (left === 0) throw new Error('crashed');
    },
  });
  return {
    wrap,
    crashAt(n: number, afterwards: boolean): void {
      left = n;
      late = afterwards;
    },
    hit: (): boolean => left <= 0,
  };
}

type World = Awaited<ReturnType<typeof testWorld>>;

/** Drains, dies where it is told to, and is started again once the lease has run out. */
async function survive(world: World): Promise<void> {
  for (let left = 6; left > 0; left -= 1) {
    await world.settle().catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'crashed') throw error;
    });
    world.clock.advance(126_000);
  }
}

/** What matters at the end, without versions and times. */
async function outcome(world: World) {
  const brief = (site: SiteRow | undefined) =>
    site && [site.holder.key, site.state, site.release !== undefined, site.lanes];
  const objects = await Promise.all(['shop/web', 'blog/web'].map((key) => world.object(key)));
  const claims = await Promise.all(
    [host, other].map((one) => world.table.query(claimsOf(one, 'public'), { prefix: 'claim#' })),
  );
  return {
    sites: [brief(await world.site(host)), brief(await world.site(other))],
    holders: [(await world.host(host))?.holders, (await world.host(other))?.holders],
    objects: objects.map(
      (row) =>
        row && [
          row.gone,
          row.settledMarker === row.marker,
          row.hosts,
          row.claims.map(({ verdict, reason }) => `${verdict} ${reason}`),
        ],
    ),
    claims: claims.map((rows) => rows.map(({ row }) => `${row.source.key} ${row.verdict}`)),
    members: await world.members('dns:Z1'),
    inbox: (await world.table.query({ pk: 'inbox#demo' })).length,
  };
}

/** Two namespaces want one host; then the first moves away, whereupon it changes hands. */
async function story(n: number, afterwards: boolean) {
  const faulty = faultyTable();
  const world = await testWorld(testConfiguration(), faulty.wrap);
  await world.readZones();
  await world.walk([ingress('shop/web', [host])]);
  await survive(world);
  await world.keepZone(host);
  await world.say('blog/web', ingress('blog/web', [host]));
  await world.say('shop/web', ingress('shop/web', [other]));
  faulty.crashAt(n, afterwards);
  await survive(world);
  return { end: await outcome(world), hit: faulty.hit() };
}

describe('a drain that dies between any two transactions', () => {
  it('ends as one that did not, once another has gone on', async () => {
    const { end: expected } = await story(Number.POSITIVE_INFINITY, false);
    expect(expected).toMatchObject({
      sites: [
        ['blog/web', 'live', false, ['dns:Z1']],
        ['shop/web', 'live', false, ['dns:Z1']],
      ],
      claims: [['blog/web holder'], ['shop/web holder']],
      inbox: 0,
    });
    let hits = 0;
    for (const afterwards of [false, true]) {
      for (let n = 1; n <= 22; n += 1) {
        const { end, hit } = await story(n, afterwards);
        expect({ n, afterwards, end }).toEqual({ n, afterwards, end: expected });
        hits += Number(hit);
      }
    }
    expect(hits).toBe(44);
  });
});
