import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Control, serveControl } from '../../../local/start/control.ts';
import { documentOf, siteOf } from '../../support/sandbox-document.ts';

const document = documentOf({ sites: [siteOf()] });

describe('the control port', () => {
  let control: Control;
  beforeEach(async () => {
    control = await serveControl(0, async () => document);
  });
  afterEach(() => control.close());

  const ask = (path: string, over: { method?: string; host?: string } = {}) =>
    new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
      const headers = { host: over.host ?? `127.0.0.1:${control.port}` };
      const options = { port: control.port, host: '127.0.0.1', path, method: over.method ?? 'GET', headers };
      request(options, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(text) }));
      })
        .on('error', reject)
        .end();
    });

  it.each([['127.0.0.1'], ['localhost:99'], ['[::1]']])('gives the document to %s', async (host) => {
    expect(await ask('/sites', { host })).toEqual({ status: 200, body: document });
  });

  it.each([
    ['another host name', '/sites', { host: 'evil.example:80' }, 403],
    ['a name that only begins like ours', '/sites', { host: 'localhost.evil.example' }, 403],
    ['another path', '/', {}, 404],
    ['another method', '/sites', { method: 'POST' }, 405],
  ])('refuses %s', async (_, path, over, status) => {
    expect((await ask(path, over)).status).toBe(status);
  });
});
