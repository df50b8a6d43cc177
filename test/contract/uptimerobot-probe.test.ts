import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Front, listen, serveTlsFront } from '#local/cloud/tls/front.ts';
import { type LocalAuthority, makeAuthority, openAuthority } from '#local/cloud/tls/local-authority.ts';
import type { Check, Met } from '#local/cloud/uptimerobot/checks.ts';
import { deliverOverHttp } from '#local/cloud/uptimerobot/http-delivery.ts';
import { httpProbe } from '#local/cloud/uptimerobot/http-probe.ts';
import { watch } from '#local/cloud/uptimerobot/watch.ts';
import { virtualScheduler } from '#local/platform/virtual-scheduler.ts';
import { eventually } from '../support/sandbox-directory.ts';
import { openFarAccount, spec } from './monitor-far-side.ts';

const names = ['app.example.com'];
const asked: { readonly host: string; readonly agent: string; readonly method: string }[] = [];
let status = 200;
let app: Front;
let front: Front;
let authority: LocalAuthority;

beforeAll(async () => {
  const server = createServer((request, response) => {
    const { host = '', 'user-agent': agent = '' } = request.headers;
    asked.push({ host, agent, method: request.method ?? '' });
    if (request.url === '/slow') return;
    if (request.url === '/loop') response.setHeader('location', '/loop');
    if (request.url === '/away') response.setHeader('location', 'http://app.example.com/');
    const code = request.url === '/' || request.url?.startsWith('/health') ? status : 302;
    response.writeHead(code).end(`you asked for ${request.url}`);
  });
  app = await listen(server, 0);
  const nowMs = Date.now();
  authority = await openAuthority(await makeAuthority(nowMs));
  const times = { notBeforeMs: nowMs - 1000, notAfterMs: nowMs + 3_600_000 };
  const keyed = await authority.sign({ names, keyAlgorithm: 'EC_prime256v1', ...times });
  front = await serveTlsFront({
    port: 0,
    backendPort: app.port,
    idleTimeoutSeconds: 10,
    certificateFor: async () => keyed,
  });
});
afterAll(async () => {
  await front.close();
  await app.close();
});

const locate = async ({ host, port }: { readonly host: string; readonly port: number }) =>
  host.endsWith('.example.com') ? { address: '127.0.0.1', port: port === 443 ? front.port : app.port } : undefined;

const check = (over: Partial<Check>): Check => ({
  monitorId: 1,
  url: 'https://app.example.com/',
  method: 'GET',
  headers: {},
  timeoutMs: 5000,
  followRedirects: true,
  verifyTls: true,
  ...over,
});
const probe = (over: Partial<Check>): Promise<Met> =>
  httpProbe({ locate, authority: authority.certificate })(check(over));

describe('a real check', () => {
  it.each<[string, Partial<Check>, Met]>([
    ['over TLS', {}, { status: 200, body: 'you asked for /' }],
    ['without', { url: 'http://app.example.com/health' }, { status: 200, body: 'you asked for /health' }],
    ['by HEAD', { method: 'HEAD' }, { status: 200, body: '' }],
    ['led elsewhere', { url: 'https://app.example.com/away' }, { status: 200, body: 'you asked for /' }],
    ['led on and on', { url: 'https://app.example.com/loop' }, { status: 302, body: 'you asked for /loop' }],
    [
      'that does not follow',
      { url: 'https://app.example.com/away', followRedirects: false },
      { status: 302, body: 'you asked for /away' },
    ],
    ['of a name that is not there', { url: 'https://app.example.org/' }, { failed: 'no-answer' }],
    ['of a name that the certificate lacks', { url: 'https://other.example.com/' }, { failed: 'tls' }],
    [
      'of it, unverified',
      { url: 'https://other.example.com/', verifyTls: false },
      { status: 200, body: 'you asked for /' },
    ],
    ['of plain HTTP where TLS is expected', { url: 'https://app.example.com:80/' }, { failed: 'tls' }],
    ['of who never answers', { url: 'https://app.example.com/slow', timeoutMs: 100 }, { failed: 'timeout' }],
  ])('%s', async (_title, over, met) => {
    expect(await probe(over)).toEqual(met);
  });

  it('is by name, and says who asks', () => {
    expect(asked[0]).toMatchObject({ host: 'app.example.com', method: 'GET' });
    expect(asked[0]?.agent).toContain('UptimeRobot');
  });

  it('does not trust who signed it unless it is told to', async () => {
    expect(await httpProbe({ locate })(check({}))).toEqual({ failed: 'tls' });
  });
});

it('an application that stops and starts is told of by webhooks, over real connections', async () => {
  const far = await openFarAccount();
  const told: string[] = [];
  const hook = await listen(
    createServer(async (request, response) => {
      for await (const chunk of request) told.push(`${request.headers['x-secret']} ${chunk}`);
      response.writeHead(500).end();
    }),
    0,
  );
  const scheduler = virtualScheduler(far.time.nowMs);
  const stop = watch(far.account, {
    scheduler,
    probe: httpProbe({ locate, authority: authority.certificate }),
    deliver: deliverOverHttp,
  });
  const is = async (wanted: string) => {
    await scheduler.advance(60_000);
    await eventually(
      async () => far.account.monitors()[0]?.status,
      (found) => found === wanted,
    );
  };
  try {
    const url = `http://127.0.0.1:${hook.port}/`;
    const body = '*alertTypeFriendlyName*: *alertDetails*';
    const { id } = (await far.provider.createWebhook({ name: 'h', url, body, headers: { 'x-secret': 's' } })).value;
    await far.provider.create({ ...spec, contacts: [{ id, delayMinutes: 0, repeatMinutes: 0 }] });
    await is('UP');
    status = 502;
    await is('DOWN');
    status = 200;
    await is('UP');
    await eventually(
      async () => told,
      ({ length }) => length === 2,
    );
    expect(told).toEqual(['s Down: 502 Bad Gateway', 's Up: 502 Bad Gateway']);
  } finally {
    stop();
    await hook.close();
    await far.close();
  }
});
