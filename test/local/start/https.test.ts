import { existsSync, readFileSync } from 'node:fs';
import { get as getPlain } from 'node:http';
import { get } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import { type Https, openHttps } from '../../../local/start/https.ts';
import { parseOptions } from '../../../local/start/options.ts';
import { type Sandbox, startSandbox } from '../../../local/start/sandbox.ts';
import { eventually, ingress, type TestDirectory, testDirectory } from '../../support/sandbox-directory.ts';
import { sandboxWithHttps } from './sandbox-with-https.ts';

interface Answer {
  readonly status: number;
  readonly location?: string | undefined;
  readonly body: string;
}

describe('HTTPS of the sandbox', { timeout: 90_000 }, () => {
  let directory: TestDirectory;
  const ends: (() => Promise<void> | void)[] = [];
  beforeEach(() => {
    directory = testDirectory();
    directory.write('a.yaml', ingress('shop/app', ['app.example.com', '*.wild.example.com']));
    directory.write('b.yaml', ingress('shop/in', ['in.example.com'], 'private'));
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
    directory.remove();
  });

  const open = async (...more: string[]): Promise<{ sandbox: Sandbox; https: Https; ca: string }> => {
    const { sandbox, https } = await sandboxWithHttps(directory, ends, more);
    await eventually(
      () => sandbox.document(),
      ({ sites }) => sites.length === 3,
      25_000,
    );
    return { sandbox, https, ca: readFileSync(join('/', https.certificateFile), 'utf8') };
  };
  const ask = (url: string, { port, ca, servername }: { port: number; ca: string; servername?: string }) =>
    new Promise<Answer>((resolve, reject) => {
      const { hostname, pathname, search } = new URL(url);
      const options = { host: '127.0.0.1', port, ca, servername: servername ?? hostname, path: `${pathname}${search}` };
      get({ ...options, headers: { host: hostname }, agent: false }, (response) => {
        text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
      }).on('error', reject);
    });
  const portOf = ({ edges }: Https, edge: string): number => edges.find((one) => one.edge === edge)?.httpsPort ?? 0;

  it('answers as the object that a host leads to, and says host and path', async () => {
    const { https, ca } = await open();
    const asked = await ask('https://app.example.com/a/b?c=d', { port: portOf(https, 'public'), ca });
    expect(asked.body.split('\n')).toEqual([
      'Ingress/shop/app says hello.',
      'host: app.example.com',
      'path: /a/b?c=d',
      'scheme: https',
      '',
    ]);
    expect((await ask('https://in.example.com/', { port: portOf(https, 'private'), ca })).body).toContain('shop/in');
    expect(await ask('https://in.example.com/', { port: portOf(https, 'public'), ca })).toMatchObject({ status: 404 });
  });

  it('shows what was requested for a host, validated in DNS and attached, and trusts no one else', async () => {
    const { sandbox, https, ca } = await open();
    const port = portOf(https, 'public');
    const { sites } = await eventually(
      () => sandbox.document(),
      (document) => document.sites.every(({ ready }) => ready),
      25_000,
    );
    expect(sites.map(({ conditions }) => conditions.find(({ type }) => type === 'CertificateReady')?.reason)).toEqual([
      'Attached',
      'Attached',
      'Attached',
    ]);
    expect((await ask('https://a.wild.example.com/', { port, ca })).body).toContain('host: a.wild.example.com');
    expect(https.edges[0]?.covers('a.wild.example.com')).toBe(true);
    await expect(ask('https://a.b.example.com/', { port, ca })).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    await expect(ask('https://app.example.com/', { port, ca: '' })).rejects.toMatchObject({
      code: expect.stringMatching(/UNABLE_TO|SELF_SIGNED/),
    });
    expect((await sandbox.document()).calls.acm['RequestCertificate']).toBe(1);
  });

  it('sends plain HTTP to HTTPS', async () => {
    const { https } = await open();
    const port = https.edges[0]?.httpPort;
    const plain = (host: string) =>
      new Promise<Answer>((resolve, reject) => {
        getPlain({ host: '127.0.0.1', port, path: '/x?y', headers: { host }, agent: false }, (response) => {
          const { statusCode: status = 0, headers } = response;
          text(response).then((body) => resolve({ status, location: headers.location, body }), reject);
        }).on('error', reject);
      });
    expect(await plain('app.example.com:8080')).toMatchObject({ status: 301, location: 'https://app.example.com/x?y' });
    expect(await plain('a"b')).toMatchObject({ status: 400 });
  });

  it('keeps its authority in the data directory, and without one leaves nothing behind', async () => {
    const data = join(directory.root, 'data');
    const kept = await open('--data', data);
    expect(kept.ca).toBe(readFileSync(join(data, 'ca.pem'), 'utf8'));
    for (const end of ends.splice(0).reverse()) await end();
    expect((await open('--data', data)).ca).toBe(kept.ca);
    for (const end of ends.splice(0).reverse()) await end();
    const passing = await open();
    for (const end of ends.splice(0).reverse()) await end();
    expect(existsSync(join('/', passing.https.certificateFile))).toBe(false);
  });

  it('has no HTTPS where a run ends by itself, unless a port is asked for', async () => {
    const options = parseOptions(['--once', '--manifests', directory.manifests, '--dns-port', '0'], directory.root);
    if (options === 'help') throw new Error('help was not asked for');
    const scheduler = realScheduler();
    const sandbox = await startSandbox(options, { scheduler, random: Math.random, warn: () => undefined });
    ends.push(() => sandbox.close());
    expect(await openHttps(options, sandbox, { cwd: '/', scheduler })).toBeUndefined();
    const asked = await openHttps({ ...options, httpsPort: 0 }, sandbox, { cwd: '/', scheduler });
    expect(asked?.edges.map(({ edge }) => edge)).toEqual(['public', 'private']);
    await asked?.close();
  });
});
