import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import type { SandboxDocument } from '../../../local/start/document.ts';
import { parseOptions } from '../../../local/start/options.ts';
import { type Sandbox, startSandbox } from '../../../local/start/sandbox.ts';
import {
  addressesOf,
  eventually,
  ingress,
  type TestDirectory,
  testDirectory,
} from '../../support/sandbox-directory.ts';

const twoAddresses = [expect.stringMatching(/^192\.0\.2\./), expect.stringMatching(/^198\.51\.100\./)];
const readyHosts = ({ sites }: SandboxDocument): string[] => sites.filter(({ ready }) => ready).map(({ host }) => host);

describe('the running sandbox', { timeout: 90_000 }, () => {
  let directory: TestDirectory;
  let running: Sandbox[];
  beforeEach(() => {
    directory = testDirectory();
    running = [];
  });
  afterEach(async () => {
    for (const sandbox of running) await sandbox.close();
    directory.remove();
  });

  const start = async (args: readonly string[] = [], aheadMs = 0): Promise<Sandbox> => {
    const options = parseOptions(['--manifests', directory.manifests, '--dns-port', '0', ...args], directory.root);
    if (options === 'help') throw new Error('help was not asked for');
    const real = realScheduler();
    const scheduler = { ...real, now: () => real.now() + aheadMs };
    const sandbox = await startSandbox(options, { scheduler, random: Math.random, warn: () => undefined });
    running.push(sandbox);
    return sandbox;
  };
  const stop = async (sandbox: Sandbox): Promise<void> => {
    running = running.filter((each) => each !== sandbox);
    await sandbox.close();
  };
  const until = (sandbox: Sandbox, isWanted: (document: SandboxDocument) => boolean): Promise<SandboxDocument> =>
    eventually(() => sandbox.document(), isWanted, 25_000);

  it('makes names answer, follows changes, and breaks nothing else when something is broken', async () => {
    directory.write('a.yaml', ingress('shop/app', ['app.example.com']));
    directory.write('b.yaml', ingress('shop/in', ['in.example.com'], 'private'));
    const sandbox = await start(['--settle-releases']);
    await until(sandbox, (document) => readyHosts(document).length === 2);
    expect(await addressesOf('app.example.com', sandbox.publicPort)).toEqual(twoAddresses);
    expect(await addressesOf('in.example.com', sandbox.privatePort)).toEqual(twoAddresses);
    expect(await addressesOf('in.example.com', sandbox.publicPort)).toBe('ENOTFOUND');

    directory.write(
      'c.yaml',
      `${ingress('other/thief', ['app.example.com', 'own.example.com', 'a_b.example.com'])}---\nnot: [`,
    );
    const broken = await until(
      sandbox,
      ({ skipped, ...rest }) => skipped.length === 2 && readyHosts({ skipped, ...rest }).length === 3,
    );
    expect(broken.refused).toMatchObject([
      { host: 'app.example.com', source: 'Ingress/other/thief', reason: 'HostTaken' },
    ]);
    expect(broken.skipped).toMatchObject([
      { source: 'File/c.yaml#2', reason: 'Unparsable' },
      { source: 'Ingress/other/thief', host: 'a_b.example.com', reason: 'InvalidHost' },
    ]);
    expect(broken.sites.find(({ host }) => host === 'app.example.com')?.source).toBe('Ingress/shop/app');

    directory.delete('c.yaml');
    const mended = await until(sandbox, ({ releases }) => releases.some(({ state }) => state === 'executed'));
    expect(mended).toMatchObject({
      refused: [],
      skipped: [],
      releases: [{ host: 'own.example.com', state: 'executed' }],
    });
    const answer = await eventually(
      () => addressesOf('own.example.com', sandbox.publicPort),
      (found) => found === 'ENOTFOUND',
    );
    expect(answer).toBe('ENOTFOUND');
    expect(await addressesOf('app.example.com', sandbox.publicPort)).toEqual(twoAddresses);
    expect(sandbox.notes.recent()).toEqual([]);
  });

  it('reaches a zone of another account through its role', async () => {
    const access = { roleArn: 'arn:aws:iam::999988887777:role/dns', externalId: 'word' };
    const [example, file] = [resolve('examples/firstlight.config.ts'), join(directory.root, 'apart.config.ts')];
    const zones = `example.zones.map((zone) => (zone.view === 'public' ? { ...zone, ...${JSON.stringify(access)} } : zone))`;
    const text = `import example from ${JSON.stringify(example)};\nexport default { ...example, zones: ${zones} };\n`;
    writeFileSync(file, text);
    directory.write('a.yaml', ingress('shop/app', ['app.example.com']));
    directory.write('b.yaml', ingress('shop/in', ['in.example.com'], 'private'));
    const sandbox = await start(['--config', file]);
    const { sites } = await until(sandbox, (document) => readyHosts(document).length === 2);
    expect(sites.map(({ host, ready }) => [host, ready])).toEqual([
      ['app.example.com', true],
      ['in.example.com', true],
    ]);
    const zone = `${sandbox.route53Url}/2013-04-01/hostedzone/Z0EXAMPLEPUBLIC01`;
    expect(await (await fetch(zone)).text()).toContain('User: arn:aws:iam::123456789012:root is not authorized');
  });

  it('keeps everything over a restart, also with the clock an hour back, and finds what was deleted meanwhile', async () => {
    const args = ['--data', directory.data, '--settle-releases'];
    directory.write('a.yaml', ingress('shop/app', ['app.example.com']));
    directory.write('b.yaml', ingress('shop/old', ['old.example.com']));
    const first = await start(args);
    await until(first, (document) => readyHosts(document).length === 2);
    await stop(first);

    directory.delete('b.yaml');
    directory.write('c.yaml', ingress('shop/new', ['new.example.com']));
    const second = await start(args, -3_600_000);
    const isThere = (document: SandboxDocument): boolean =>
      readyHosts(document).join() === 'app.example.com,new.example.com' && document.releases.length === 1;
    const document = await until(second, isThere);
    expect(readyHosts(document)).toEqual(['app.example.com', 'new.example.com']);
    expect(document.releases).toMatchObject([{ host: 'old.example.com', state: 'executed' }]);
    expect(await addressesOf('app.example.com', second.publicPort)).toEqual(twoAddresses);
    await expect(start(['--data', directory.data], 0)).rejects.toThrow(/is in use|just taken/);
  });
});
