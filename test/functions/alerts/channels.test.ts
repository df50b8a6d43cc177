import { describe, expect, it } from 'vitest';
import { messageRows } from '../../../shared/rows/alert-rows.ts';
import { monitorOf } from './plan/samples.ts';
import { alertsWorld, hook, ops } from './world.ts';

const app = monitorOf('myapp');
const open = { state: 'open', alert: app } as const;
const closed = { state: 'closed', id: app } as const;
const down = 'Monitor is DOWN: myapp (https://myapp.example.com) - Reason: HTTP 502 - Bad Gateway';

describe('channels', () => {
  const muted = { namespaces: ['dev-*'], to: [] };
  const both = { channels: [ops, hook], routes: [muted, { about: ['monitor' as const], to: ['hook'] }] };

  it('hear what is meant for them', async () => {
    const world = await alertsWorld(both);
    await world.tell(open, { state: 'open', alert: monitorOf('dev', { place: { namespace: 'dev-1' } }) });
    await world.settle();
    expect(world.texts()).toEqual([]);
    await world.settle(30_000, 'hook');
    expect(world.texts()).toEqual([down]);
    await world.tell(closed);
    await world.settle(30_000, 'hook');
    expect(world.texts()).toEqual([down, expect.stringMatching(/^Monitor is UP/)]);
  });

  it('are told of what was open before they were configured, and of nothing once they are out', async () => {
    const world = await alertsWorld({ channels: [hook] });
    await world.tell(open);
    await world.configure({ channels: [ops] });
    await world.settle();
    expect(world.texts()).toEqual([down]);
    await world.settle(60_000, 'hook');
    expect(world.texts()).toEqual([down]);
  });

  it('are forgotten once they are out, and told of what is open when they are back', async () => {
    const world = await alertsWorld({ channels: [ops], digestFrom: 1_000 });
    const names = Array.from({ length: 101 }, (_, at) => `app${at}`);
    for (const name of names) await world.tell({ state: 'open', alert: monitorOf(name) });
    await world.settle(300_000);
    expect(await world.table.query(messageRows('ops'))).toHaveLength(101);
    await world.configure({ channels: [hook] });
    await world.settle();
    expect(await world.table.query(messageRows('ops'))).toEqual([]);
    const before = world.texts().length;
    await world.configure({ channels: [ops] });
    await world.settle();
    expect(world.texts().slice(before)).toEqual([expect.stringMatching(/^101 alerts of monitor edge public/)]);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['nobody', [], []],
    ['one that is offered to its namespace', ['hook'], ['hook']],
    ['as routes say where it is offered no more', ['ops'], ['ops']],
    ['as routes say where it is there no more', ['gone'], ['ops']],
  ])('are chosen by an object: %s', async (_, channels, lanes) => {
    const world = await alertsWorld({ channels: [ops, { ...hook, offeredTo: [{ namespaces: ['shop'] }] }] });
    await world.tell({ ...open, alert: { ...app, place: { ...app.place, channels } } });
    for (const lane of ['ops', 'hook']) {
      const before = world.texts().length;
      await world.settle(30_000, lane);
      expect(world.texts().slice(before)).toEqual(lanes.includes(lane) ? [down] : []);
    }
  });

  it('are not told of what was over while nobody was to be told', async () => {
    const world = await alertsWorld({ channels: [hook] });
    await world.tell(open);
    await world.configure(undefined);
    await world.tell(closed);
    await world.configure({ channels: [hook] });
    await world.settle(60_000, 'hook');
    expect(world.texts()).toEqual([]);
  });

  const toHook = { channels: [ops, hook], routes: [{ to: ['hook'] }] };
  const toNobody = { channels: [ops, hook], routes: [{ to: [] }] };

  it.each([
    ['another route', [toHook]],
    ['several other routes', [toHook, toNobody]],
  ])('hear the end of what they were told of, whatever routes say by then: %s', async (_, policies) => {
    const world = await alertsWorld({ channels: [ops, hook] });
    await world.tell(open);
    await world.settle();
    for (const policy of policies) {
      await world.configure(policy);
      await world.settle(10_000);
    }
    await world.tell(closed);
    await world.settle(61_000);
    expect(world.texts().slice(0, 2)).toEqual([
      expect.stringMatching(/^Monitor is UP: myapp/),
      expect.stringMatching(/^ {2}Monitor is UP: myapp/),
    ]);
  });

  it('hear the end of what they were told of although it happens elsewhere by then', async () => {
    const elsewhere = { ...app, place: { ...app.place, edge: 'private' } };
    const world = await alertsWorld({ channels: [ops, hook], routes: [{ edge: 'private', to: ['hook'] }] });
    await world.tell(open);
    await world.settle();
    await world.tell({ state: 'open', alert: elsewhere });
    await world.settle(10_000);
    await world.tell(closed);
    await world.settle(61_000);
    expect(world.texts().at(-1)).toMatch(/^ {2}Monitor is UP: myapp/);
  });

  it('may be as many as there are teams', async () => {
    const channels = Array.from({ length: 150 }, (_, at) => ({ ...hook, name: `team${at}` }));
    const world = await alertsWorld({ channels: [ops, ...channels] });
    await world.tell(open);
    await world.settle();
    await world.tell(closed);
    await world.settle();
    expect(world.texts()).toHaveLength(2);
  });
});
