import { describe, expect, it } from 'vitest';
import { createForwarder } from '../../../forwarder/forwarder.ts';
import type { Directory, Listed } from '../../../forwarder/manifests/directory.ts';
import { ManifestSource } from '../../../forwarder/manifests/manifest-source.ts';
import { seededRandom } from '../../../local/platform/random.ts';
import { virtualScheduler } from '../../../local/platform/virtual-scheduler.ts';
import { busTo, Hub } from '../support/hub.ts';
import { ingressKind } from '../support/scene.ts';

const ingress = (name: string, host = `${name}.example.com`): string =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: ${name}}\nspec: {rules: [{host: ${host}}]}\n`;

/** A directory in memory; each write is a new version. */
class MemoryDirectory implements Directory {
  readonly name = 'manifests';
  readonly files = new Map<string, string>();
  readonly problems = new Map<string, string>();
  missing = false;
  #changed: () => void = () => undefined;

  write(path: string, text: string | undefined): void {
    if (text === undefined) this.files.delete(path);
    else this.files.set(path, text);
    this.#changed();
  }
  async list(): Promise<readonly Listed[]> {
    if (this.missing) throw new Error('ENOENT: no such directory');
    return [...this.files].map(([path, text]) => {
      const problem = this.problems.get(path);
      return problem === undefined ? { path, version: text } : { path, version: problem, problem };
    });
  }
  async read(path: string): Promise<string | undefined> {
    const text = this.files.get(path);
    if (text === 'unreadable') throw new Error('EIO');
    return text;
  }
  watch(changed: () => void): () => void {
    this.#changed = changed;
    return () => {
      this.#changed = () => undefined;
    };
  }
}

async function begin(files: Record<string, string>, missing = false) {
  const directory = new MemoryDirectory();
  directory.missing = missing;
  for (const [path, text] of Object.entries(files)) directory.write(path, text);
  const scheduler = virtualScheduler();
  const hub = new Hub();
  const source = new ManifestSource({ directory, scheduler });
  const { bus } = busTo(hub);
  const forwarder = createForwarder({
    cluster: 'demo',
    source,
    bus,
    scheduler,
    random: seededRandom(1),
    epoch: '1790000000000-abcd',
  });
  forwarder.start();
  await scheduler.advance(10);
  const keys = () => Object.keys(hub.believes(ingressKind)).toSorted();
  const problems = () => hub.believes('firstlight.dev/File');
  return { directory, scheduler, hub, forwarder, keys, problems };
}

describe('a directory', () => {
  it('is told at once', async () => {
    const { keys, forwarder } = await begin({
      'a.yaml': ingress('a'),
      'b.yaml': `${ingress('b')}---\n${ingress('c')}`,
    });
    expect(keys()).toEqual(['default/a', 'default/b', 'default/c']);
    expect(forwarder.idle()).toBe(true);
  });

  it('is followed: files written, changed and removed', async () => {
    const { directory, scheduler, keys, hub } = await begin({ 'a.yaml': ingress('a'), 'b.yaml': ingress('b') });
    directory.write('a.yaml', ingress('a', 'new.example.com'));
    directory.write('b.yaml', undefined);
    directory.write('c.yaml', ingress('c'));
    await scheduler.advance(3_000);
    expect(keys()).toEqual(['default/a', 'default/c']);
    expect(hub.believes(ingressKind)['default/a']).toMatchObject({ rules: [{ host: 'new.example.com' }] });
  });

  it('is looked at from time to time where watching tells nothing', async () => {
    const { directory, scheduler, keys } = await begin({});
    directory.files.set('a.yaml', ingress('a'));
    await scheduler.advance(30_500);
    expect(keys()).toEqual(['default/a']);
  });

  it('is read when it is quiet, and after a second of unrest anyway', async () => {
    const { directory, scheduler, keys } = await begin({});
    for (let turn = 0; turn < 20; turn += 1) {
      directory.write('a.yaml', ingress('a', `h${turn}.example.com`));
      await scheduler.advance(90);
    }
    expect(keys()).toEqual(['default/a']);
  });

  it('that loses a file for a moment loses nothing', async () => {
    const { directory, scheduler, hub } = await begin({ 'a.yaml': ingress('a') });
    directory.write('a.yaml', undefined);
    await scheduler.advance(1_500);
    directory.write('a.yaml', ingress('a', 'again.example.com'));
    await scheduler.advance(10_000);
    const said = hub.messages.slice(1).flatMap((message) => message.ranges);
    expect(said.map((range) => range.objects.length)).toEqual([1]);
  });

  it('moves an object to another file without a delete', async () => {
    const { directory, scheduler, hub, keys } = await begin({ 'a.yaml': ingress('a') });
    directory.write('b.yaml', ingress('a'));
    directory.write('a.yaml', undefined);
    await scheduler.advance(10_000);
    expect(keys()).toEqual(['default/a']);
    expect(hub.messages).toHaveLength(1);
  });
});

describe('a file that does not parse', () => {
  it('keeps its last known objects, is reported, and stops every delete until it is mended', async () => {
    const { directory, scheduler, keys, problems } = await begin({
      'a.yaml': ingress('a'),
      'b.yaml': ingress('b'),
      'c.yaml': ingress('c'),
    });
    directory.write('a.yaml', 'apiVersion: [');
    directory.write('b.yaml', undefined);
    directory.write('d.yaml', ingress('d'));
    await scheduler.advance(4_000_000);
    expect(keys()).toEqual(['default/a', 'default/b', 'default/c', 'default/d']);
    expect(problems()).toMatchObject({ '/a.yaml#1': { reason: 'Unparsable' } });
    directory.write('a.yaml', ingress('a'));
    await scheduler.advance(3_000);
    expect(keys()).toEqual(['default/a', 'default/c', 'default/d']);
    expect(problems()).toEqual({});
  });

  it('is reported from the start, and the others are told', async () => {
    const { keys, problems } = await begin({ 'a.yaml': 'apiVersion: [', 'b.yaml': `x: y: z\n---\n${ingress('b')}` });
    expect(keys()).toEqual(['default/b']);
    expect(Object.keys(problems())).toEqual(['/a.yaml#1', '/b.yaml#1']);
  });

  it('written half, then whole, is never a delete', async () => {
    const text = `${ingress('a')}---\n${ingress('b')}`;
    const { directory, scheduler, hub, keys } = await begin({ 'a.yaml': text });
    for (const part of [20, 40, 60, text.length - 40]) {
      directory.write('a.yaml', text.slice(0, part));
      await scheduler.advance(400);
    }
    directory.write('a.yaml', text);
    await scheduler.advance(10_000);
    expect(keys()).toEqual(['default/a', 'default/b']);
    const deletes = hub.messages
      .flatMap((message) => message.ranges)
      .filter((range) => range.kind === 'Ingress' && range.objects.length === 0);
    expect(deletes).toEqual([]);
  });

  it.each([
    ['cannot be read', 'unreadable'],
    ['is too large', 'large'],
  ])('stands still when it %s', async (_name, how) => {
    const { directory, scheduler, keys, problems } = await begin({ 'a.yaml': ingress('a') });
    if (how === 'large') directory.problems.set('a.yaml', 'has 9000000 bytes');
    directory.write('a.yaml', how);
    await scheduler.advance(10_000);
    expect(keys()).toEqual(['default/a']);
    expect(problems()).toMatchObject({ '/a.yaml#1': { reason: 'Unparsable' } });
  });
});

describe('a directory that is not there', () => {
  it('freezes what is known, says so, and goes on when it is back', async () => {
    const { directory, scheduler, hub, keys } = await begin({ 'a.yaml': ingress('a'), 'b.yaml': ingress('b') });
    directory.missing = true;
    directory.write('b.yaml', undefined);
    await scheduler.advance(60_000);
    expect(keys()).toEqual(['default/a', 'default/b']);
    const state = { state: 'forbidden', message: 'manifests cannot be listed: ENOENT: no such directory' };
    expect(hub.believes('firstlight.dev/Source')['/networking.k8s.io/Ingress']).toMatchObject(state);
    directory.missing = false;
    await scheduler.advance(5_000);
    expect(keys()).toEqual(['default/a']);
    expect(hub.believes('firstlight.dev/Source')['/networking.k8s.io/Ingress']).toMatchObject({ state: 'listed' });
  });

  it('at the start is said too', async () => {
    const { hub } = await begin({}, true);
    expect(hub.believes('firstlight.dev/Source')).toMatchObject({ '//Service': { state: 'forbidden' } });
  });
});

it('says which of two objects holds, and lets the other in when it goes', async () => {
  const { directory, scheduler, hub, problems } = await begin({
    'a.yaml': ingress('x', 'a.example.com'),
    'b.yaml': ingress('x', 'b.example.com'),
  });
  expect(hub.believes(ingressKind)).toMatchObject({ 'default/x': { rules: [{ host: 'a.example.com' }] } });
  expect(problems()).toMatchObject({ '/b.yaml#1': { reason: 'DuplicateObject' } });
  directory.write('a.yaml', undefined);
  await scheduler.advance(5_000);
  expect(hub.believes(ingressKind)).toMatchObject({ 'default/x': { rules: [{ host: 'b.example.com' }] } });
  expect(problems()).toEqual({});
});

it('stops for good', async () => {
  const { forwarder, scheduler } = await begin({ 'a.yaml': ingress('a') });
  await forwarder.stop();
  expect(scheduler.scheduled).toBe(0);
});
