import { afterEach, describe, expect, it } from 'vitest';
import { deliverOverHttp } from '#local/cloud/uptimerobot/http-delivery.ts';
import { probeFor } from '../../../local/start/checks.ts';
import type { SandboxDocument } from '../../../local/start/document.ts';
import { eventually, ingress, testDirectory } from '../../support/sandbox-directory.ts';
import { sandboxWithHttps } from './sandbox-with-https.ts';

const host = 'app.example.com';
const calledAt = /^http:\/\/127\.0\.0\.1:\d+\/monitors\/main$/;

describe('the sandbox, watched from outside', { timeout: 90_000 }, () => {
  const ends: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  it('says in one thread that an application is down and up again, each after one check', async () => {
    const directory = testDirectory();
    ends.push(() => directory.remove());
    directory.write('a.yaml', ingress('shop/app', [host]));
    const { sandbox, https } = await sandboxWithHttps(directory, ends);
    const until = (isWanted: (document: SandboxDocument) => boolean) =>
      eventually(() => sandbox.document(), isWanted, 30_000);
    const [account] = sandbox.uptime.accounts.values();
    const probe = probeFor(sandbox, https);
    const check = async (): Promise<void> => {
      for (const { id, url, timeout } of account?.monitors() ?? []) {
        const one = { monitorId: id, url, method: 'GET', headers: {}, timeoutMs: timeout * 1_000 };
        const whole = { ...one, followRedirects: true, verifyTls: true };
        for (const call of account?.record(whole, await probe(whole), Date.now()) ?? []) {
          await deliverOverHttp(call);
          calls.push(call.url);
        }
      }
    };
    const calls: string[] = [];
    const status = (wanted: string) => until(({ monitors }) => monitors[0]?.status === wanted);

    await status('unchecked');
    await check();
    await status('up');
    expect(await sandbox.apps.stop(host)).toEqual({ host, app: 'stopped' });
    await check();
    const down = 'Monitor is DOWN: app (https://app.example.com) - Reason: HTTP 502 - Bad Gateway';
    await until(({ messages }) => messages.some(({ text }) => text === down));
    await sandbox.apps.start(host);
    await check();
    const { messages } = await until(({ messages: all }) => all.some(({ thread }) => thread !== undefined));
    const up = /^Monitor is UP: app \(https:\/\/app\.example\.com\)\. It was down for [\d a-z]+ seconds?\.$/;
    expect(messages.map(({ text }) => text)).toEqual([expect.stringMatching(up), expect.stringMatching(up)]);
    expect(messages.map(({ thread }) => thread !== undefined)).toEqual([false, true]);
    expect(calls).toEqual([expect.stringMatching(calledAt), expect.stringMatching(calledAt)]);
    await expect(sandbox.apps.stop('nobody.example.com')).rejects.toThrow(
      'nothing serves nobody.example.com here; try app.example.com',
    );
  });
});
