import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk } from '#shared/commands/desk.ts';
import { holdRows } from '#shared/rows/safety-rows.ts';
import type { Table } from '#shared/runtime/table.ts';
import { type Control, serveControl } from '../../../local/start/control.ts';
import { nowMs, speakerOver } from '../../support/commands.ts';
import { siteRow } from '../../support/small-installation.ts';

describe('the control port', () => {
  let control: Control;
  let table: Table;
  beforeEach(async () => {
    const world = await speakerOver([siteRow()]);
    table = world.table;
    control = await serveControl(0, openDesk({ table, doorbell: world.doorbell, now: () => nowMs }));
  });
  afterEach(() => control.close());

  interface Sent {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  }
  const ask = (path: string, { method = 'GET', headers = {}, body }: Sent = {}) =>
    new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
      const all = { host: `127.0.0.1:${control.port}`, ...headers };
      request({ port: control.port, host: '127.0.0.1', path, method, headers: all }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(text) }));
      })
        .on('error', reject)
        .end(body);
    });
  const json = { 'content-type': 'application/json' };
  const say = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    ask(path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) });
  const held = async () => (await table.query(holdRows)).map(({ row }) => row);

  it.each([['127.0.0.1'], ['localhost:99'], ['[::1]']])('gives the document to %s', async (host) => {
    expect(await ask('/sites', { headers: { host } })).toMatchObject({
      status: 200,
      body: { sites: [{ host: 'app.example.com' }], holds: [], notices: [] },
    });
  });

  it.each([
    ['another host name', '/sites', { headers: { host: 'evil.example:80' } }, 403],
    ['a name that only begins like ours', '/sites', { headers: { host: 'localhost.evil.example' } }, 403],
    ['a page of another origin', '/sites', { headers: { origin: 'http://evil.example' } }, 403],
    ['another path', '/', {}, 404],
    ['a POST where there is something to ask', '/sites', { method: 'POST' }, 405],
    ['a GET where there is something to say', '/hold', {}, 405],
    ['a form', '/hold', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }, 415],
    ['what is no JSON', '/hold', { method: 'POST', headers: json, body: '{' }, 400],
    ['a body without end', '/hold', { method: 'POST', headers: json, body: `"${'x'.repeat(70_000)}"` }, 400],
    ['a question about no host', '/why', {}, 400],
    ['a question about an unknown host', '/why?host=nope.example.org', {}, 404],
    ['a time that is none', '/history?since=yesterday', {}, 400],
  ])('refuses %s', async (_, path, sent, status) => {
    expect((await ask(path, sent)).status).toBe(status);
    expect(await held()).toEqual([]);
  });

  it.each([
    [{ scope: 'all' }, /^by: /],
    [{ scope: 'all', by: 'oncall\nroot' }, /^by: must be one line of text/],
    [{ scope: 'all', by: 'oncall', until: 'soon' }, /^until: /],
    [{ scope: 'all', by: 'oncall', force: true }, /force/],
    [[], /^the body: /],
  ])('says which field of %j is wrong', async (body, message) => {
    expect(await say('/hold', body)).toMatchObject({ status: 400, body: { error: expect.stringMatching(message) } });
  });

  it('obeys a word, once, and tells why not a second time', async () => {
    const wish = { scope: 'edge:public', by: 'oncall', until: '2026-11-21T14:00:00+01:00', why: 'test' };
    expect(await say('/hold', wish, { origin: `http://127.0.0.1:${control.port}` })).toMatchObject({ status: 200 });
    expect(await held()).toMatchObject([
      { scope: 'edge:public', by: 'oncall', untilMs: nowMs + 3_600_000, why: 'test' },
    ]);
    expect(await say('/hold', wish)).toMatchObject({ status: 409, body: { fault: 'conflict' } });
    expect(await say('/hold', wish, { origin: 'null' })).toMatchObject({ status: 403 });
    expect(await say('/resume', { scope: 'edge:public', by: 'deploy' })).toMatchObject({ status: 200 });
    expect(await ask('/history?host=app.example.com')).toMatchObject({
      status: 200,
      body: [
        { action: 'hold', by: 'oncall' },
        { action: 'resume', by: 'deploy' },
      ],
    });
  });

  it('answers every question and word that the command line has', async () => {
    expect(await ask('/plan')).toMatchObject({ status: 200, body: { changes: true } });
    expect(await ask('/why?host=app.example.com')).toMatchObject({ status: 200, body: { host: 'app.example.com' } });
    const by = 'oncall';
    expect(await say('/approve', { by, scope: 'all' })).toMatchObject({ status: 409 });
    expect(await say('/release', { by, host: 'app.example.com' })).toMatchObject({ status: 409 });
    expect(await say('/retry', { by, host: 'app.example.com' })).toMatchObject({ status: 409 });
    expect(await say('/forget-cluster', { by, name: 'demo' })).toMatchObject({ status: 409 });
    expect(await say('/release-ownership', { by, zone: 'example.org', undo: true })).toMatchObject({ status: 404 });
  });
});
