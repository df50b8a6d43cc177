import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import { parseOptions } from '../../../local/start/options.ts';
import { type Sandbox, startSandbox } from '../../../local/start/sandbox.ts';
import {
  addressesOf,
  eventually,
  ingress,
  type TestDirectory,
  testDirectory,
} from '../../support/sandbox-directory.ts';

const names = ['a', 'b', 'c', 'd', 'e'];
const hosts = names.map((name) => `${name}.example.com`);

/** The promises of docs/safety.md, in a sandbox as a person has it. */
describe('a person at a running sandbox', { timeout: 30_000 }, () => {
  let directory: TestDirectory;
  let sandbox: Sandbox;
  beforeEach(async () => {
    directory = testDirectory();
    for (const name of names) directory.write(`${name}.yaml`, ingress(`shop/${name}`, [`${name}.example.com`]));
    const args = ['--dns-port', '0', '--settle-releases', '--manifests', directory.manifests];
    const options = parseOptions(args, '/');
    if (options === 'help') throw new Error('no options');
    const surroundings = { scheduler: realScheduler(), random: Math.random, warn: () => undefined };
    sandbox = await startSandbox(options, surroundings);
    await eventually(readyHosts, (ready) => ready.length === hosts.length);
  });
  afterEach(async () => {
    await sandbox.close();
    directory.remove();
  });
  const readyHosts = async () => (await sandbox.document()).sites.filter(({ ready }) => ready).map(({ host }) => host);
  const states = async () => (await sandbox.document()).releases.map(({ host, state }) => `${host} ${state}`);

  it('keeps every name while the guard stops them, and lets go what was approved', async () => {
    for (const name of names) directory.delete(`${name}.yaml`);
    const blocked = hosts.map((host) => `${host} blocked`);
    expect(await eventually(states, (now) => now.join() === blocked.join())).toEqual(blocked);
    expect(await addressesOf('a.example.com', sandbox.publicPort)).not.toBe('ENOTFOUND');
    await sandbox.desk.approve('oncall', { scope: 'cluster:demo' });
    const executed = await eventually(states, (now) => now.every((one) => one.endsWith('executed')));
    expect(executed.toSorted()).toEqual(hosts.map((host) => `${host} executed`));
    const gone = () => addressesOf('a.example.com', sandbox.publicPort);
    expect(await eventually(gone, (answer) => answer === 'ENOTFOUND')).toBe('ENOTFOUND');
    const history = await sandbox.desk.history({ host: 'a.example.com' });
    expect(history.map(({ action }) => action.toLowerCase())).toEqual(
      expect.arrayContaining(['create', 'approve', 'delete']),
    );
  });

  it('writes nothing that is held, and all of it once it is resumed', async () => {
    await sandbox.desk.hold('oncall', { scope: 'zone:example.com', why: 'looking' });
    directory.write('f.yaml', ingress('shop/f', ['f.example.com']));
    directory.delete('a.yaml');
    const plan = () => sandbox.desk.plan();
    const found = await eventually(plan, ({ entries }) => entries.length === 2);
    expect(found.summary).toBe('publishes 1 name, refuses 0, releases 1');
    expect(await states()).toEqual(['a.example.com held']);
    expect(await addressesOf('f.example.com', sandbox.publicPort)).toBe('ENOTFOUND');
    await sandbox.desk.resume('oncall', { scope: 'zone:example.com' });
    const after = [...hosts.slice(1), 'f.example.com'];
    expect(await eventually(readyHosts, (ready) => ready.join() === after.join())).toEqual(after);
  });
});
