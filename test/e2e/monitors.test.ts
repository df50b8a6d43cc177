import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { monitorRows } from '../../shared/rows/monitor-rows.ts';
import { Deployment, type Outputs } from './cdk.ts';
import { configurationOf } from './installation.ts';
import { linesOf } from './logs.ts';
import { monitorsIn, putMonitorSecrets, putSecrets, webhookText } from './secrets.ts';
import { Speaker } from './speaker.ts';
import { uptimeKey } from './uptime-far-side.ts';
import {
  makeChecks,
  patienceMs,
  shownMessages,
  tableOf,
  told,
  until,
  type WebhookCall,
  watchedThere,
} from './world.ts';

const account = '666666666666';
const host = 'www.watched.example';
const up = { status: 200, body: '' };
const gone = { status: 502, body: '' };
const deployment = new Deployment(told, account);
let speaker: Speaker;
let outputs: Outputs;

/** As the provider calls, by the emulator's way to its HTTP API. */
async function call({ url, headers, body }: WebhookCall, over: Partial<WebhookCall> = {}): Promise<number> {
  const { hostname, pathname } = new URL(url);
  const path = `/_aws/execute-api/${hostname.split('.')[0]}/$default${pathname}`;
  const asked = { method: 'POST', headers, body, ...over };
  return (await fetch(`${told.endpoint}${path}`, asked)).status;
}

/** The one call of the provider when a check meets that. */
async function turned(met: object): Promise<WebhookCall> {
  const calls: WebhookCall[] = [];
  await until('a check is due', async () => {
    calls.push(...(await makeChecks(met)));
    return calls.length > 0;
  });
  const [first] = calls;
  if (first === undefined) throw new Error('nobody was called');
  return first;
}

const messages = async () => (await shownMessages()).filter(({ text }) => text.includes(host));

describe('an installation whose names are watched', { timeout: 3 * patienceMs }, () => {
  beforeAll(async () => {
    await putSecrets(account);
    await putMonitorSecrets(account);
    deployment.configure({ ...configurationOf(['watched'], account), monitors: monitorsIn() });
    await deployment.bootstrap();
    outputs = await deployment.deploy();
    speaker = await Speaker.of('watched', account, outputs);
  });
  afterAll(() => {
    speaker?.close();
    deployment.close();
  });

  it('has a monitor for a name that answers, and one webhook', async () => {
    await speaker.say(host);
    await until('it is watched', async () => (await watchedThere()).monitors.some(({ url }) => url.includes(host)));
    const { monitors, integrations } = await watchedThere();
    expect(monitors).toHaveLength(1);
    expect(integrations.map(({ customHeaders }) => customHeaders?.['x-firstlight-secret'])).toEqual([webhookText]);
  });

  it('believes no call, and tells of what is down when a real one makes it look', async () => {
    await until('it was up once', async () => {
      await makeChecks(up);
      return (await watchedThere()).monitors.some(({ status }) => status === 'UP');
    });
    const rows = () => tableOf(account, outputs['TableName'] ?? '').query(monitorRows('monitors:main'));
    // Each minute until then.
    await until('a list has shown it', async () => (await rows()).some(({ row }) => row.wasUp));
    const real = await turned(gone);
    const { headers } = real;
    expect(await call(real, { headers: { ...headers, 'x-firstlight-secret': 'guessed' } })).toBe(401);
    expect(await call(real, { headers: { 'content-type': 'application/json' } })).toBe(401);
    expect(await call(real, { body: '{"monitor":' })).toBe(400);
    expect(await call(real, { body: JSON.stringify({ monitor: '1', more: 'x'.repeat(16_384) }) })).toBe(413);
    expect(await call(real, { body: '{"monitor":"1"}' })).toBe(204);
    expect(await call(real)).toBe(204);
    await until('it is told', async () => (await messages()).length > 0);
    for (let times = 0; times < 20; times += 1) expect(await call(real)).toBe(204);
    expect((await messages()).map(({ text }) => text)).toEqual([
      `Monitor is DOWN: www-watched-example (http://${host}) - Reason: HTTP 502 - Bad Gateway`,
    ]);
  });

  it('answers in its thread when it is up again, and keeps its secrets', async () => {
    expect(await call(await turned(up))).toBe(204);
    await until('its end is told', async () => (await messages()).length > 1);
    const [down, end] = await messages();
    expect(end?.threadTs).toBe(down?.ts);
    expect(end?.text).toMatch(/^Monitor is UP: .* It was down for /);
    const logs = (
      await Promise.all(['MonitorsEntry', 'MonitorWebhookEntry'].map((one) => linesOf(one, account)))
    ).join();
    for (const secret of [uptimeKey, webhookText]) expect(logs).not.toContain(secret);
  });
});
