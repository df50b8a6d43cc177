import { expect, it } from 'vitest';
import type { Condition, ConditionStatus } from '#shared/domain/condition.ts';
import type { MonitorWish } from '#shared/domain/monitor-wish.ts';
import { conditionsOf } from '#shared/overview/conditions.ts';
import { monitorsLane } from '#shared/rows/monitor-lanes.ts';
import type { LaneRow } from '#shared/rows/site-rows.ts';
import { dnsLane } from '#shared/rows/zone-rows.ts';
import { siteRow, zoneId } from '../../support/small-installation.ts';

const monitor: MonitorWish = {
  account: 'main',
  scheme: 'https',
  intervalSeconds: 300,
  timeoutSeconds: 30,
  expect: [],
  contacts: [],
  regions: [],
  maintenanceWindows: [],
  statusPages: [],
};
const site = siteRow({ wish: { ...siteRow().wish, monitor } });
const said = (type: Condition['type'], status: ConditionStatus): Condition => ({
  type,
  status,
  reason: 'Watched',
  message: 'words',
  since: '2026-01-01T00:00:00Z',
});
const row = (lane: string, conditions: readonly Condition[], generation = site.generation): LaneRow => ({
  site,
  lane,
  generation,
  conditions,
  applied: true,
});
const dns = row(dnsLane(zoneId), [said('DnsReady', 'True')]);
const watched = (status: ConditionStatus, account = 'main', generation = site.generation) =>
  row(monitorsLane(account), [said('MonitorReady', status)], generation);

it.each<[string, readonly LaneRow[], object]>([
  ['nobody has looked', [], { status: 'Unknown', reason: 'Waiting', message: 'not looked at yet' }],
  ['there is one', [watched('True')], { status: 'True', reason: 'Watched', message: 'words' }],
  ['there is none', [watched('False')], { status: 'False', reason: 'Watched', message: 'words' }],
  ['it changes', [watched('True', 'main', 1)], { status: 'Unknown', message: 'a change is on its way' }],
  ['another account has it still', [watched('True', 'two')], { status: 'Unknown', message: 'not looked at yet' }],
])('a monitor holds up nothing: %s', (_, lanes, condition) => {
  const [ready, ...rest] = conditionsOf(site, [dns, ...lanes]);
  expect(ready).toMatchObject({ type: 'Ready', status: 'True' });
  expect(rest.at(-1)).toMatchObject({ type: 'MonitorReady', ...condition });
});

it('a site that nobody is to watch has no word of it, whatever is still there', () => {
  const types = conditionsOf(siteRow(), [dns, watched('True')]).map(({ type }) => type);
  expect(types).toEqual(['Ready', 'Accepted', 'DnsReady']);
});
