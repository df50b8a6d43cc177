import { expect, it } from 'vitest';
import { troubleNews } from '../../../functions/certificates/trouble-news.ts';
import { alertText } from '../../../shared/domain/alert.ts';
import { readSitesOf } from '../../../shared/runtime/lane-sites.ts';
import { alertLines, policy } from '../../support/alerts.ts';
import { configurationWith, edgeOn, imported, loadBalancer, openWorld, zone } from './world.ts';

const host = 'app.example.com';

const plain = loadBalancer('public');
it.each<[string, Parameters<typeof openWorld>[0]]>([
  ['ListenerGone', { balancers: [], configuration: configurationWith([edgeOn(plain)]) }],
  ['NoTlsListener', { balancers: [{ ...plain, listeners: [{ port: 80, protocol: 'HTTP' }] }] }],
  ['NoController', { configuration: configurationWith([edgeOn(plain, { mode: 'annotate' })]) }],
  [
    'WaitingForZone',
    { configuration: { ...configurationWith([edgeOn(plain)]), zones: [{ ...zone, view: 'private' }] } },
  ],
])('people are told where nothing but a person ends it: %s', async (reason, options) => {
  const { configuration = configurationWith([edgeOn(plain)]) } = options ?? {};
  const world = await openWorld({ ...options, configuration: { ...configuration, alerts: policy } });
  await world.write(host);
  await world.settle(30);
  expect(await world.condition(host)).toBe(`False/${reason}`);
  expect(await alertLines(world.table)).toEqual([`open certificate ${host} ${reason}`]);
});

it('people are told that a certificate is not renewed', async () => {
  const given = imported([host], { notAfterMs: Date.UTC(2026, 11, 20), createdAtMs: Date.UTC(2026, 5, 1) });
  const world = await openWorld({
    certificates: [given],
    configuration: { ...configurationWith([edgeOn(loadBalancer('public'), { reuse: 'any' })]), alerts: policy },
  });
  await world.write(host);
  await world.settle(60);
  expect(await world.condition(host)).toBe('True/RenewalBlocked');
  expect(await alertLines(world.table)).toEqual([`open certificate ${host} RenewalBlocked`]);
});

it('people are told apart what two lanes say of one name', async () => {
  const world = await openWorld({ balancers: [], configuration: configurationWith([edgeOn(plain)]) });
  await world.write(host);
  const [one] = await readSitesOf({ table: world.table, lane: 'certificates:000000000000/eu-central-1' });
  if (one === undefined) throw new Error('not in the lane');
  const failed = {
    type: 'CertificateReady',
    status: 'False',
    reason: 'NoTlsListener',
    message: 'x',
    since: '',
  } as const;
  const elsewhere = { ...one, lane: { ...one.lane, lane: 'certificates:000000000000/eu-west-1' } };
  const news = [one, elsewhere].flatMap((each) => troubleNews(each, undefined, failed));
  expect(new Set(news.map((each) => (each.state === 'open' ? alertText(each.alert) : ''))).size).toBe(2);
});
