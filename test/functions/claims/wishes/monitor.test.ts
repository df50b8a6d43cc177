import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allMonitorNames } from '../../../../functions/claims/wishes/monitor/words.ts';
import type { WishContext } from '../../../../functions/claims/wishes/types.ts';
import type { Edge } from '../../../../shared/domain/configuration.ts';
import { noCertificates } from '../../../../shared/domain/edge-certificates.ts';
import type { MonitorPolicy } from '../../../../shared/domain/monitor-policy.ts';
import type { Ingress } from '../../../../shared/domain/objects.ts';
import { monitorPolicy } from '../../../support/monitor-policy.ts';
import { ask, context, note, service, web } from './asking.ts';

function under(monitors: Partial<MonitorPolicy>, edge: Partial<Edge> = {}): WishContext {
  const given = context();
  const edges = given.configuration.edges.map((one) => ({ ...one, ...edge }));
  return { ...given, configuration: { ...given.configuration, edges, monitors: { ...monitorPolicy, ...monitors } } };
}

const wishOf = (object: Ingress, given = under({})) => ask(object, given).wishes[0]?.wish.monitor;
const own = 'firstlight.dev/monitor';
const former = 'monitor.stakater.com/';
const robot = 'uptimerobot.monitor.stakater.com/';
const nginx = 'nginx.ingress.kubernetes.io/';
const keyword = (downWhile: string) => ({ keyword: { text: 'ok', caseSensitive: true, downWhile } });
const type = { [`${robot}monitor-type`]: 'keyword', [`${robot}keyword-value`]: 'ok' };

describe('what an object says of its monitor', () => {
  it.each<[Record<string, string>, object]>([
    [{}, { account: 'main', intervalSeconds: 300, scheme: 'http', maintenanceWindows: [], statusPages: [] }],
    [{ [`${own}-interval`]: '2m', [`${robot}interval`]: '600' }, { intervalSeconds: 120 }],
    [{ [`${own}-interval`]: '', [`${robot}interval`]: '600' }, { intervalSeconds: 600 }],
    [{ [`${own}-timeout`]: '10' }, { timeoutSeconds: 10 }],
    [{ [`${own}-expect`]: '401, 2xx' }, { expect: ['2xx', '401'] }],
    [{ [`${own}-https`]: 'true' }, { scheme: 'https' }],
    [{ [`${former}forceHttps`]: 'true' }, { scheme: 'https' }],
    [{ [`${former}healthEndpoint`]: '/health' }, { path: '/health' }],
    [{ [`${former}overridePath`]: '/over' }, { path: '/over' }],
    [{ [`${former}name`]: 'shop' }, { name: 'shop' }],
    [{ [`${own}-contacts`]: 'ops' }, { contacts: [{ contact: 'ops', delayMinutes: 0, repeatMinutes: 0 }] }],
    [{ [`${robot}alert-contacts`]: '12_5_10' }, { contacts: [{ contact: '12', delayMinutes: 5, repeatMinutes: 10 }] }],
    [{ [`${robot}maintenance-windows`]: '9-3' }, { maintenanceWindows: ['3', '9'] }],
    [{ [`${own}-maintenance-windows`]: 'Nightly' }, { maintenanceWindows: ['Nightly'] }],
    [{ [`${robot}status-pages`]: '9-3' }, { statusPages: ['3', '9'] }],
    [{ [`${own}-status-pages`]: 'Shop' }, { statusPages: ['Shop'] }],
    [{ [`${own}-adopt`]: 'web-shop' }, { formerName: 'web-shop' }],
    [{ [`${own}-keyword`]: 'ok' }, keyword('absent')],
    [{ [`${own}-keyword`]: 'ok', [`${own}-keyword-down-while`]: 'present' }, keyword('present')],
    [{ ...type, [`${robot}keyword-exists`]: 'yes' }, keyword('present')],
    [{ ...type, [`${robot}keyword-exists`]: 'no' }, keyword('absent')],
  ])('%o', (annotations, wish) => {
    expect(wishOf(note(annotations))).toMatchObject(wish);
  });

  it.each<[string, MonitorPolicy['enabled'], boolean]>([
    ['', 'all', true],
    ['', 'annotated', false],
    ['true', 'annotated', true],
    ['false', 'all', false],
    ['true', 'none', false],
    ['flase', 'annotated', true],
  ])('switches it: "%s" where %s are watched', (value, enabled, isWatched) => {
    for (const name of [own, `${former}enabled`]) {
      expect(wishOf(note({ [name]: value }), under({ enabled })) !== undefined).toBe(isWatched);
    }
  });

  it.each<[string, string, string]>([
    [own, 'on', 'write "true" or "false"'],
    [`${own}-interval`, '5', 'write seconds (30 to 86400) or a duration such as 5m'],
    [`${own}-timeout`, '2m', 'write seconds (1 to 60) or a duration such as 5m'],
    [`${own}-expect`, '2xx;3xx', 'write codes and classes, separated by commas, as in "2xx, 401"'],
    [
      `${own}-path`,
      '//b.example.com/',
      'write a path that begins with one "/", such as /healthz, of at most 500 characters',
    ],
    [`${own}-path`, `/${'x'.repeat(500)}`, 'of at most 500 characters'],
    [`${own}-contacts`, Array.from({ length: 51 }, (_, one) => one).join(), 'write at most 50 entries'],
    [`${robot}alert-contacts`, Array.from({ length: 51 }, (_, one) => one).join('-'), 'write at most 50 entries'],
    [`${own}-keyword`, 'x'.repeat(501), 'write at most 500 characters; until then the first 500 count'],
    [`${robot}alert-contacts`, 'ops', 'write ID_THRESHOLD_RECURRENCE of each contact, joined by "-"'],
    [`${robot}status-pages`, 'main', 'write ids, joined by "-"'],
    [`${robot}monitor-type`, 'keyword', 'add uptimerobot.monitor.stakater.com/keyword-value'],
  ])('tells what is wrong, and goes on with the rest: %s: %s', (name, value, remedy) => {
    const { wishes, skipped } = ask(note({ [name]: value, [`${own}-name`]: 'shop' }), under({}));
    expect(skipped).toEqual([
      { reason: 'InvalidAnnotation', message: expect.stringMatching(`^Ingress/shop/web: annotation ${name} is "`) },
    ]);
    expect(skipped[0]?.message).toContain(remedy);
    expect(wishes[0]?.wish.monitor).toMatchObject({ name: 'shop', intervalSeconds: 300, expect: [] });
  });

  it('tells of what the forwarder left out', () => {
    const oversized = [{ name: `${own}-keyword`, bytes: 5_000 }];
    const message = `Ingress/shop/web: annotation ${own}-keyword is too large to be read; shorten it`;
    expect(ask(web({ oversized }), under({})).skipped).toEqual([{ reason: 'InvalidAnnotation', message }]);
  });

  it('is all in docs/annotations.md', () => {
    const page = readFileSync('docs/annotations.md', 'utf8');
    const rows = [...page.matchAll(/^\| `(monitor[a-z-]*)` \|([^|]*)\|/gm)];
    const said = rows.flatMap(([, name = '', before = '']) => [
      `firstlight.dev/${name}`,
      ...[...before.matchAll(/[a-z.]+\.stakater\.com\/[A-Za-z-]+/g)].map(([one]) => one),
    ]);
    expect([...new Set(said)].toSorted()).toEqual(allMonitorNames.toSorted());
  });

  it('means nothing, right or wrong, where nobody watches', () => {
    expect(ask(note({ [`${own}-interval`]: '5' }))).toEqual(ask(note({})));
  });
});

describe('what holds where an object says nothing', () => {
  const shop = { namespaces: ['sh*'], intervalSeconds: 60 };

  it.each<[string, Partial<MonitorPolicy>, Partial<Edge>, object]>([
    ['the installation', {}, {}, { intervalSeconds: 300 }],
    ['its edge', {}, { monitors: { intervalSeconds: 120, account: 'two' } }, { intervalSeconds: 120, account: 'two' }],
    ['its namespace', { namespaces: [shop] }, { monitors: { intervalSeconds: 120 } }, { intervalSeconds: 60 }],
    [
      'the first of two',
      { namespaces: [shop, { ...shop, intervalSeconds: 90, path: '/up' }] },
      {},
      { intervalSeconds: 60, path: '/up' },
    ],
    ['not another namespace', { namespaces: [{ ...shop, namespaces: ['pay'] }] }, {}, { intervalSeconds: 300 }],
    ['not another cluster', { namespaces: [{ ...shop, cluster: 'other' }] }, {}, { intervalSeconds: 300 }],
  ])('%s', (_, monitors, edge, wish) => {
    expect(wishOf(web(), under(monitors, edge))).toMatchObject(wish);
  });

  it.each<[string, Partial<MonitorPolicy>, Partial<Edge>]>([
    ['the edge', {}, { monitors: { enabled: 'none' } }],
    ['the namespace', { namespaces: [{ namespaces: ['shop'], enabled: 'none' }] }, {}],
  ])('%s may have nothing watched', (_, monitors, edge) => {
    expect(wishOf(note({ [own]: 'true' }), under(monitors, edge))).toBeUndefined();
  });
});

describe('what the URL is made of', () => {
  const rule = { host: 'app.example.com', paths: ['/shop', '/'] };
  const acm = { certificates: { ...noCertificates, mode: 'acm' } } as const;

  it.each<[string, Partial<Ingress>, Partial<Edge>, object]>([
    ['no TLS', {}, {}, { scheme: 'http' }],
    ['TLS of the object', { tls: [{ hosts: ['app.example.com'] }] }, {}, { scheme: 'https' }],
    ['TLS of all names of a domain', { tls: [{ hosts: ['*.example.com'] }] }, {}, { scheme: 'https' }],
    ['TLS of another host', { tls: [{ hosts: ['b.example.com'] }] }, {}, { scheme: 'http' }],
    ['TLS of the edge', { annotations: { 'firstlight.dev/tls': 'acm' } }, acm, { scheme: 'https' }],
    [
      'a name that leads past the edge',
      { annotations: { 'firstlight.dev/target': '192.0.2.9' } },
      acm,
      { scheme: 'http' },
    ],
    ['a path', { rules: [rule] }, {}, { firstPath: '/shop' }],
    ['a rewritten path', { rules: [rule], annotations: { [`${nginx}rewrite-target`]: '/' } }, {}, {}],
    ['an expression', { rules: [rule], annotations: { [`${nginx}use-regex`]: 'true' } }, {}, {}],
    ['no expression', { rules: [rule], annotations: { [`${nginx}use-regex`]: 'false' } }, {}, { firstPath: '/shop' }],
    [
      'a login',
      { annotations: { [`${nginx}auth-url`]: 'https://login/' } },
      {},
      { loginBy: `annotation ${nginx}auth-url` },
    ],
    [
      'a password',
      { annotations: { [`${nginx}auth-type`]: 'basic' } },
      {},
      { loginBy: `annotation ${nginx}auth-type` },
    ],
  ])('%s', (_, over, edge, facts) => {
    const { scheme = 'http', ...rest } = { ...facts } as { scheme?: string };
    const { scheme: found, firstPath, loginBy } = wishOf(web(over), under({}, edge)) ?? {};
    expect(JSON.parse(JSON.stringify({ scheme: found, firstPath, loginBy }))).toEqual({ scheme, ...rest });
  });

  it('is HTTPS where a Service has the port for it', () => {
    const ports = [{ port: 443 }];
    expect(ask(service({ ports }), under({})).wishes[0]?.wish.monitor?.scheme).toBe('https');
  });
});
