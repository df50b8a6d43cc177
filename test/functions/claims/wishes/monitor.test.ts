import { describe, expect, it } from 'vitest';
import { monitorWishOf } from '../../../../functions/claims/wishes/monitor/monitor-wish.ts';
import type { MonitorDefaults } from '../../../../shared/domain/monitor-wish.ts';

const defaults: MonitorDefaults = {
  account: 'main',
  enabled: 'all',
  intervalSeconds: 300,
  timeoutSeconds: 30,
  expect: [],
  contacts: [],
  regions: [],
};
const own = 'firstlight.dev/monitor';
const former = 'monitor.stakater.com/';
const robot = 'uptimerobot.monitor.stakater.com/';
const ask = (annotations: Record<string, string>, over: Partial<MonitorDefaults> = {}) =>
  monitorWishOf({ annotations }, { defaults: { ...defaults, ...over }, scheme: 'http' });
const keyword = (downWhile: string) => ({ keyword: { text: 'ok', caseSensitive: true, downWhile } });
const type = { [`${robot}monitor-type`]: 'keyword', [`${robot}keyword-value`]: 'ok' };

describe('what an object says of its monitor', () => {
  it.each<[Record<string, string>, object]>([
    [{}, { account: 'main', intervalSeconds: 300, scheme: 'http', maintenanceWindows: [], statusPages: [] }],
    [{ [`${own}-interval`]: '2m', [`${robot}interval`]: '600' }, { intervalSeconds: 120 }],
    [{ [`${robot}interval`]: '600' }, { intervalSeconds: 600 }],
    [{ [`${own}-expect`]: '401, 2xx' }, { expect: ['2xx', '401'] }],
    [{ [`${former}forceHttps`]: 'true' }, { scheme: 'https' }],
    [{ [`${former}healthEndpoint`]: '/health' }, { path: '/health' }],
    [{ [`${former}name`]: 'shop' }, { name: 'shop' }],
    [{ [`${own}-contacts`]: 'ops' }, { contacts: [{ contact: 'ops', delayMinutes: 0, repeatMinutes: 0 }] }],
    [{ [`${robot}alert-contacts`]: '12_5_10' }, { contacts: [{ contact: '12', delayMinutes: 5, repeatMinutes: 10 }] }],
    [{ [`${robot}maintenance-windows`]: '9-3' }, { maintenanceWindows: ['3', '9'] }],
    [{ [`${robot}status-pages`]: '9-3' }, { statusPages: ['3', '9'] }],
    [{ [`${own}-keyword`]: 'ok' }, keyword('absent')],
    [{ ...type, [`${robot}keyword-exists`]: 'yes' }, keyword('present')],
    [{ ...type, [`${robot}keyword-exists`]: 'no' }, keyword('absent')],
  ])('%o', (annotations, wish) => {
    expect(ask(annotations)).toMatchObject(wish);
  });

  it.each<[string, MonitorDefaults['enabled'], boolean]>([
    ['', 'all', true],
    ['', 'annotated', false],
    ['true', 'annotated', true],
    ['false', 'all', false],
    ['true', 'none', false],
  ])('switches it: "%s" where %s are watched', (value, enabled, isWatched) => {
    expect(ask({ [own]: value }, { enabled }) !== undefined).toBe(isWatched);
    expect(ask({ [`${former}enabled`]: value }, { enabled }) !== undefined).toBe(isWatched);
  });

  it.each<[string, string, string]>([
    [own, 'on', 'write "true" or "false"'],
    [`${own}-interval`, '5', 'write seconds (30 to 86400) or a duration such as 5m'],
    [`${own}-timeout`, '2m', 'write seconds (1 to 60) or a duration such as 5m'],
    [`${own}-expect`, '2xx;3xx', 'write codes and classes, separated by commas, as in "2xx, 401"'],
    [`${own}-path`, '//b.example.com/', 'write a path that begins with one "/", such as /healthz'],
    [`${robot}alert-contacts`, 'ops', 'write ID_THRESHOLD_RECURRENCE of each contact, joined by "-"'],
    [`${robot}status-pages`, 'main', 'write ids, joined by "-"'],
    [`${robot}monitor-type`, 'keyword', ''],
  ])('tells what is wrong: %s: %s', (name, value, remedy) => {
    expect(ask({ [name]: value })).toEqual({ problem: expect.stringContaining(`annotation ${name} is "${value}"`) });
    expect(ask({ [name]: value })).toEqual({ problem: expect.stringContaining(remedy) });
  });
});
