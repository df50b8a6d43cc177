import { describe, expect, it } from 'vitest';
import type { HistoryRow } from '#shared/rows/safety-rows.ts';
import { changedBefore } from '../../../../functions/monitors/plan/just-before.ts';

const host = 'www.example.com';
const nowMs = 10_000_000;
const row = (secondsBefore: number, over: Partial<HistoryRow> = {}): HistoryRow => ({
  atMs: nowMs - secondsBefore * 1_000,
  host,
  where: 'zone:example.com',
  action: 'change',
  why: '',
  by: 'Ingress/shop/web',
  ...over,
});
const attached = {
  where: 'certificates:1/eu-central-1',
  action: 'attach',
  host: 'a.example.com',
  names: ['*.x', host],
};

describe('what changed just before', () => {
  it.each<[string, readonly HistoryRow[], readonly (readonly [string, number])[]]>([
    ['nothing', [], []],
    ['its records', [row(125)], [['DNS', 125]]],
    [
      'each kind once, the newest first',
      [row(300), row(60, attached), row(10)],
      [
        ['DNS', 10],
        ['certificate', 60],
      ],
    ],
    ['whose it is', [row(5, { where: 'cluster:demo', action: 'handed over' })], [['owner', 5]]],
    ['a quarter of an hour, and no longer', [row(899), row(900, attached)], [['DNS', 899]]],
    ['nothing that came after', [row(-1)], []],
    ['nothing of another name', [row(5, { host: 'api.example.com' })], []],
    ['nothing that is not shown yet', [row(5, { ...attached, action: 'request' })], []],
    ['nothing of its monitor', [row(5, { where: 'monitors:main', action: 'update' })], []],
    ['no word of a person', [row(5, { where: 'firstlight', action: 'hold' })], []],
  ])('%s', (_, rows, expected) => {
    const moment = { startedMs: nowMs, bornMs: 0 };
    expect(
      changedBefore(rows, { host, objectMs: undefined }, moment).map(({ what, beforeMs }) => [what, beforeMs / 1_000]),
    ).toEqual(expected);
  });

  it.each([
    [60, ['object', 'DNS']],
    [900, ['DNS']],
    [-1, ['DNS']],
  ])('its object, %i seconds before', (seconds, expected) => {
    const name = { host, objectMs: nowMs - seconds * 1_000 };
    const found = changedBefore([row(125)], name, { startedMs: nowMs, bornMs: 0 });
    expect(found.map(({ what }) => what)).toEqual(expected);
  });

  it('nothing of what made the name', () => {
    const rows = [row(300), row(200, attached)];
    const moment = { startedMs: nowMs, bornMs: nowMs - 200_000 };
    expect(changedBefore(rows, { host, objectMs: nowMs - 250_000 }, moment)).toEqual([]);
  });
});
