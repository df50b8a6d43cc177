import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { monitorRows } from '../../shared/rows/monitor-rows.ts';
import { account, region } from './installation.ts';
import { linesOf } from './logs.ts';
import { hookText, putSecrets } from './secrets.ts';
import { Speaker } from './speaker.ts';
import { uptimeKeyOf } from './uptime-far-side.ts';
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

const host = 'www.watched.example';
const up = { status: 200, body: '' };
const gone = { status: 502, body: '' };
let speaker: Speaker;

/** The emulator looks for an API in the account that a request names; nothing is signed. */
const query = `X-Amz-Credential=${account}/20260101/${region}/execute-api/aws4_request`;

/** As the provider calls, by the emulator's way to an HTTP API. */
async function call({ url, headers, body }: WebhookCall, over: Partial<WebhookCall> = {}): Promise<number> {
  const { hostname, pathname } = new URL(url);
  const path = `/_aws/execute-api/${hostname.split('.')[0]}/$default${pathname}?${query}`;
  const answer = await fetch(`${told.endpoint}${path}`, { method: 'POST', headers, body, ...over });
  await answer.arrayBuffer();
  return answer.status;
}

/** What the provider calls when a check meets that. */
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

describe('a name that is watched', { timeout: 3 * patienceMs }, () => {
  let real: WebhookCall;

  beforeAll(async () => {
    await putSecrets(account);
    speaker = await Speaker.of('watched');
  });
  afterAll(() => speaker?.close());

  it('has a monitor once it answers, and its account has one webhook', async () => {
    await speaker.say(host);
    await until('it is watched', async () => (await watchedThere()).monitors.length > 0);
    const { monitors, integrations } = await watchedThere();
    expect(monitors.map(({ url }) => url)).toEqual([`http://${host}/`]);
    expect(integrations.map(({ customHeaders }) => customHeaders?.['x-firstlight-secret'])).toEqual([hookText]);
  });

  it('is told to be down when a call makes somebody look; nothing else in a call is believed', async () => {
    await until('it was up once', async () => {
      await makeChecks(up);
      return (await watchedThere()).monitors.some(({ status }) => status === 'UP');
    });
    const rows = () => tableOf(account, told.outputs['TableName'] ?? '').query(monitorRows('monitors:main'));
    await until('a list has shown it', async () => (await rows()).some(({ row }) => row.wasUp));
    real = await turned(gone);
    const { headers } = real;
    expect(await call(real, { headers: { ...headers, 'x-firstlight-secret': 'guessed' } })).toBe(401);
    expect(await call(real, { headers: { 'content-type': 'application/json' } })).toBe(401);
    expect(await call(real, { body: '{"monitor":' })).toBe(400);
    expect(await call(real, { body: JSON.stringify({ monitor: '1', more: 'x'.repeat(16_384) }) })).toBe(413);
    expect(await call(real, { body: '{"monitor":"1"}' })).toBe(204);
    expect(await call(real)).toBe(204);
    await until('it is told', async () => (await messages()).length > 0);
    expect((await messages()).map(({ text }) => text)).toEqual([
      expect.stringMatching(
        `^Monitor is DOWN: www-watched-example \\(http://${host}\\) - Reason: HTTP 502 - Bad Gateway`,
      ),
    ]);
  });

  it('is told to be up in the same thread', async () => {
    expect(await call(await turned(up))).toBe(204);
    await until('its end is told', async () => (await messages()).length > 1);
    const [down, end] = await messages();
    expect(end?.threadTs).toBe(down?.ts);
    expect(end?.text).toMatch(/^Monitor is UP: .* It was down for /);
  });

  it('is told of once however often a call is repeated, and no secret is logged', async () => {
    for (let times = 0; times < 10; times += 1) {
      const statuses = await Promise.all(Array.from({ length: 4 }, () => call(real)));
      expect(new Set(statuses)).toEqual(new Set([204]));
    }
    expect(await messages()).toHaveLength(2);
    const logs = (await Promise.all(['MonitorsEntry', 'MonitorWebhookEntry'].map((one) => linesOf(one)))).join();
    for (const secret of [uptimeKeyOf(account), hookText]) expect(logs).not.toContain(secret);
  });
});
