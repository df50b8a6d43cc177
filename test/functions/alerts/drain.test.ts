import { describe, expect, it } from 'vitest';
import { answerJson } from '#local/cloud/slack/answer.ts';
import { checkAlerts } from '../../../shared/checkup/alerts.ts';
import { alertsLane } from '../../../shared/rows/alert-rows.ts';
import { parkedRows } from '../../../shared/runtime/parked-row.ts';
import { mortal } from '../../support/mortal-table.ts';
import { monitorOf } from './plan/samples.ts';
import { alertsWorld, ops } from './world.ts';

const app = monitorOf('myapp');
const open = { state: 'open', alert: app } as const;
const closed = { state: 'closed', id: app } as const;
const down = 'Monitor is DOWN: myapp (https://myapp.example.com) - Reason: HTTP 502 - Bad Gateway';

describe('a channel of Slack', () => {
  it('is told DOWN, then UP in its place and in its thread', async () => {
    const world = await alertsWorld();
    await world.tell(open);
    await world.settle();
    expect(world.texts()).toEqual([down]);
    await world.tell(open);
    await world.settle();
    expect(world.slack.calls()).toEqual({ 'chat.postMessage': 1 });
    await world.tell(closed);
    await world.settle();
    expect(world.texts()).toEqual([
      expect.stringMatching(/^Monitor is UP: myapp \(https:\/\/myapp\.example\.com\)\. It was down for .*seconds?\.$/),
      expect.stringMatching(/^ {2}Monitor is UP: myapp/),
    ]);
  });

  it('is told all of many although it takes one message a second', async () => {
    const world = await alertsWorld({ channels: [ops], digestFrom: 100 });
    const names = Array.from({ length: 12 }, (_, at) => `app${at}`);
    await world.tell(...names.map((name) => ({ state: 'open', alert: monitorOf(name) }) as const));
    await world.settle();
    expect(world.texts()).toHaveLength(12);
  });

  it('shows what others wrote as it is', async () => {
    const world = await alertsWorld();
    await world.tell({ ...open, alert: { ...app, facts: { ...app.facts, message: '<!channel> *x* <https://a|b>' } } });
    await world.settle();
    expect(world.texts()).toEqual([down.replace('HTTP 502 - Bad Gateway', '<!channel> *x* <https://a|b>')]);
    expect(world.slack.channels()[0]?.messages[0]?.text).toContain('&lt;!channel&gt; ∗x∗ &lt;https://a|b&gt;');
  });

  it('is told anew where a message was deleted', async () => {
    const world = await alertsWorld();
    await world.tell(open);
    await world.settle();
    const [channel] = world.slack.channels();
    if (channel !== undefined) world.slack.put({ ...channel, messages: [] });
    await world.tell(closed);
    await world.settle();
    expect(world.texts()).toEqual([expect.stringMatching(/^Monitor is UP/)]);
  });

  it('is told again of all that is still wrong where a digest was deleted', async () => {
    const world = await alertsWorld();
    await world.tell(...['a', 'b', 'c'].map((name) => ({ state: 'open', alert: monitorOf(name) }) as const));
    await world.settle();
    const [channel] = world.slack.channels();
    if (channel !== undefined) world.slack.put({ ...channel, messages: [] });
    await world.tell({ state: 'closed', id: monitorOf('a') });
    await world.settle();
    expect(world.texts()).toEqual([
      expect.stringMatching(/^3 alerts of .*\n- Monitor is UP: a .*\n- Monitor is DOWN: b .*\n- Monitor is DOWN: c /),
    ]);
    await world.tell(...['b', 'c'].map((name) => ({ state: 'closed', id: monitorOf(name) }) as const));
    await world.settle();
    expect(world.texts()).toEqual([
      expect.stringMatching(/^3 alerts of .*(\n- Monitor is UP.*){3}$/),
      '  All is well again: 3 alerts of monitor edge public',
    ]);
  });

  it('hears of new things although what it was told before stands in a channel that was archived', async () => {
    const world = await alertsWorld();
    await world.tell(open);
    await world.settle();
    world.slack.put({ id: 'C1', name: 'ops-before', archived: true });
    world.slack.put({ id: 'C9', name: 'ops', members: ['B1'] });
    await world.tell(closed, { state: 'open', alert: monitorOf('other') });
    await world.settle();
    expect(world.texts()).toEqual([
      down,
      expect.stringMatching(/^Monitor is UP: myapp/),
      expect.stringMatching(/^Monitor is DOWN: other/),
    ]);
    expect(await world.table.query(parkedRows(alertsLane('ops')))).toEqual([]);
  });

  it('hears of the others where one message is refused for good', async () => {
    const world = await alertsWorld();
    const strict = world.slack.handle.bind(world.slack);
    world.slack.handle = (request, nowMs) =>
      String(request.body).includes('a-poison')
        ? answerJson({ ok: false, error: 'invalid_blocks' })
        : strict(request, nowMs);
    await world.tell(
      { state: 'open', alert: monitorOf('a-poison', { place: { edge: 'private' } }) },
      { state: 'open', alert: app },
    );
    await world.settle();
    await world.tell(closed);
    await world.settle();
    expect(world.texts()).toEqual([
      expect.stringMatching(/^Monitor is UP: myapp/),
      expect.stringMatching(/^ {2}Monitor is UP: myapp/),
    ]);
    const [parked] = await world.table.query(parkedRows(alertsLane('ops')));
    expect(parked?.row).toMatchObject({
      reason: 'Refused',
      until: 'hourly',
      message: expect.stringMatching(/invalid_blocks/),
    });
  });

  it.each([
    ['a revoked token', 'AccessDenied', /token_revoked: put a bot token/],
    ['an archived channel', 'Refused', /is_archived: unarchive/],
  ])('says what stands against it: %s', async (what, reason, message) => {
    const world = await alertsWorld();
    if (what === 'a revoked token') world.token.value = 'xoxb-gone';
    else world.slack.put({ id: 'C1', name: 'ops', archived: true });
    await world.tell(open);
    await world.settle();
    const [parked] = await world.table.query(parkedRows(alertsLane('ops')));
    expect(parked?.row).toMatchObject({ reason, until: 'hourly', message: expect.stringMatching(message) });
    const found = await checkAlerts(world.table, { channels: [ops] });
    expect(found).toMatchObject([{ level: 'FAIL', subject: 'alerts:ops', message: expect.stringMatching(message) }]);
    // Mended: within the hour it is told, once.
    world.token.value = 'xoxb-good';
    world.slack.put({ id: 'C1', name: 'ops', archived: false });
    await world.settle(3_700_000);
    expect(world.texts()).toEqual([down]);
    expect(await checkAlerts(world.table, { channels: [ops] })).toMatchObject([{ level: 'OK' }]);
  });

  it('is told twice at most where a drain dies, never not at all', async () => {
    for (let calls = 1; calls < 20; calls += 1) {
      const world = await alertsWorld();
      await world.tell(open);
      world.clock.advance(2_000);
      await world.drain('ops', mortal(world.table, calls).table).catch(() => undefined);
      world.clock.advance(126_000);
      await world.settle(300_000);
      expect([1, 2]).toContain(world.texts().length);
      expect(new Set(world.texts())).toEqual(new Set([down]));
    }
  });
});
