import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteTable } from '#shared/adapters/table-sqlite.ts';
import { writeConfiguration } from '#shared/runtime/configuration-row.ts';
import { serveControl } from '../../local/start/control.ts';
import { openDataDirectory } from '../../local/start/data-directory.ts';
import { openDesk } from '../../shared/commands/desk.ts';
import { leavingSite, nowMs, speakerOver } from '../support/commands.ts';
import { type TestDirectory, testDirectory } from '../support/sandbox-directory.ts';
import {
  conditionOf,
  objectRow,
  putObject,
  putSite,
  siteRow,
  smallConfiguration,
} from '../support/small-installation.ts';
import { runCli } from './run-cli.ts';

describe('the commands on a data directory', () => {
  let directory: TestDirectory;
  beforeEach(async () => {
    directory = testDirectory();
    mkdirSync(directory.data);
    const table = openSqliteTable({ path: join(directory.data, 'table.sqlite') });
    await writeConfiguration(table, smallConfiguration());
    await putSite(table, siteRow(), { condition: conditionOf() });
    await putSite(table, leavingSite('old.example.com'), { condition: conditionOf() });
    const claim = { host: 'app.example.com', view: 'public', setIdentifier: '', verdict: 'refused' } as const;
    await putObject(
      table,
      objectRow('bad\u001b/x', { claims: [{ ...claim, reason: 'HostTaken', message: 'evil \u001b[2J' }] }),
    );
    table.close();
  });
  afterEach(() => directory.remove());
  const run = (...args: string[]) => runCli([...args, '--data', directory.data, '--by', 'oncall']);

  it('show, stop, let go and tell, without a sandbox running', async () => {
    expect((await run('sites')).out).toMatch(/old\.example\.com +public .*◑ releasing/);
    expect(await run('hold', 'edge:public', '--for', '2h', '--why', 'moving')).toEqual({
      code: 0,
      err: '',
      out: 'edge:public is held until 2026-11-21 14:00:00Z: nothing is written for its 2 hosts\n',
    });
    expect(await run('hold', 'edge:public')).toMatchObject({
      code: 3,
      err: expect.stringMatching(/already held until .*by oncall/),
    });
    expect((await run('sites')).out).toMatch(/Held\n {2}edge:public +by oncall .*moving/);
    expect((await run('resume', 'edge:public')).code).toBe(0);
    expect(await run('release', 'old.example.com')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/is released now/),
    });
    expect(await run('approve', 'all')).toMatchObject({
      code: 3,
      err: expect.stringMatching(/approved already, by oncall/),
    });
    expect(await run('retry', 'app.example.com')).toMatchObject({
      code: 3,
      err: expect.stringMatching(/edge public of app\.example\.com has no certificates of ours/),
    });
    expect(await run('forget-cluster', 'demo')).toMatchObject({ code: 3 });
    expect(await run('release-ownership', 'example.com', '--undo')).toMatchObject({
      code: 3,
      err: expect.stringMatching(/was not given back/),
    });
    expect((await run('history', '--since', '1h')).out).toMatch(
      /hold +firstlight +oncall\n[\s\S]*because: moving\n[\s\S]*resume +firstlight +oncall\n/,
    );
    expect(JSON.parse((await run('history', '--json')).out)).toMatchObject([
      { action: 'hold', by: 'oncall', why: 'moving' },
      { action: 'resume', by: 'oncall' },
      { action: 'release', host: 'old.example.com' },
    ]);
  });

  it('plan ends with 2 when something would change, and with 0 when nothing would', async () => {
    expect(await run('plan')).toMatchObject({ code: 2, out: expect.stringMatching(/releases 1\n$/) });
    expect(JSON.parse((await run('plan', '--json')).out)).toMatchObject({
      changes: true,
      entries: [{ kind: 'release' }, { kind: 'refuse' }],
    });
  });

  it('why says of what leaves that it is still served, and what stops it', async () => {
    const leaving = (await run('why', 'old.example.com')).out;
    expect(leaving).toMatch(/ready +leaving: still served, waits for its cluster/);
    expect(leaving).toMatch(/release +waiting, due, but waits \(the forwarder of cluster demo has not said/);
    await run('hold', 'all');
    const held = (await run('why', 'old.example.com')).out;
    expect(held).toMatch(/ready +leaving: still served, held by all/);
    expect(held).toMatch(/release +held by all, was due 1970-01-01 00:00:01Z: no claim/);
  });

  it('why tells the chain, and makes harmless what others wrote', async () => {
    const { code, out } = await run('why', 'app.example.com');
    expect(code).toBe(0);
    expect(out).toMatch(/object +Ingress\/shop\/app of cluster demo/);
    expect(out).toMatch(/dns +True InSync/);
    expect(out).toMatch(/claim +namespace bad\\u\{1b\} of cluster demo \(public\), refused: HostTaken/);
    expect(out).not.toContain('\u001b');
    expect((await run('sites')).out).not.toContain('\u001b');
    expect(await run('why', 'nope.example.com')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/nothing is known of/),
    });
  });

  it('leave the directory to others when they are done, and wait for nobody who holds it', async () => {
    await run('sites');
    const held = openDataDirectory(directory.data);
    expect(await run('sites')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/in use by process \d+, which takes no commands/),
    });
    held.close();
    expect((await run('sites')).code).toBe(0);
  });

  it('go through the sandbox that holds the directory, where it says so', async () => {
    const held = openDataDirectory(directory.data);
    const world = await speakerOver([siteRow({ host: 'running.example.com' })]);
    const control = await serveControl(0, openDesk({ ...world, now: () => nowMs }));
    held.announce(control.port);
    expect((await run('sites')).out).toMatch(/running\.example\.com/);
    expect(await run('hold', 'all', '--until', '2026-11-21T13:00:00Z')).toMatchObject({ code: 0 });
    expect(await run('hold', 'all')).toMatchObject({
      code: 3,
      err: expect.stringMatching(/already held until .* by oncall/),
    });
    expect(await run('why', 'nope.example.com')).toMatchObject({ code: 1 });
    expect(JSON.parse((await run('history', 'running.example.com', '--since', '1h', '--json')).out)).toMatchObject([
      { by: 'oncall' },
    ]);
    await control.close();
    held.close();
  });
});

describe('plan of two sets of manifests', () => {
  it('decides both without any state', async () => {
    const directory = testDirectory();
    const before = join(directory.root, 'before');
    mkdirSync(before);
    const ingress = (name: string, host: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop }
spec: { ingressClassName: public, rules: [{ host: ${host} }] }
`;
    writeFileSync(join(before, 'a.yaml'), ingress('a', 'a.example.com'));
    directory.write('a.yaml', ingress('a', 'b.example.com'));
    directory.write('c.yaml', ingress('c', 'pay.example.com'));
    const args = ['plan', '--manifests', directory.manifests, '--against', before];
    expect(await runCli(args)).toMatchObject({
      code: 2,
      err: '',
      out: expect.stringMatching(/publishes 1 name, refuses 1, releases 1\n$/),
    });
    expect(await runCli([...args.slice(0, 3), '--against', directory.manifests])).toMatchObject({ code: 0 });
    directory.remove();
  });
});
