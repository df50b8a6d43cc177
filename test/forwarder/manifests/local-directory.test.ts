import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { localDirectory } from '../../../forwarder/manifests/local-directory.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'manifests-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (path: string, text = 'x'): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};
const paths = async (): Promise<string[]> => (await localDirectory(root).list()).map((file) => file.path).toSorted();

it('finds manifests below, passing over what is hidden or something else', async () => {
  for (const path of ['a.yaml', 'b/c/d.yml', 'b/e.json', '.git/f.yaml', '.g.yaml', 'readme.md', 'h.yaml~']) put(path);
  expect(await paths()).toEqual(['a.yaml', 'b/c/d.yml', 'b/e.json']);
});

it('follows links, once also those that lead in a circle, and reports those that lead nowhere', async () => {
  put('..data/a.yaml');
  put('real/b.yaml');
  symlinkSync(join(root, '..data/a.yaml'), join(root, 'a.yaml'));
  symlinkSync(root, join(root, 'real/circle'));
  symlinkSync(join(root, 'nowhere.yaml'), join(root, 'lost.yaml'));
  expect(await paths()).toEqual(['a.yaml', 'lost.yaml', 'real/b.yaml']);
  const lost = (await localDirectory(root).list()).find((file) => file.path === 'lost.yaml');
  expect(lost?.problem).toBe('cannot be read (ENOENT): check the file and its rights');
});

it('gives a changed file another version', async () => {
  put('a.yaml', 'one');
  const [before] = await localDirectory(root).list();
  put('a.yaml', 'two');
  const [after] = await localDirectory(root).list();
  expect(after?.version).not.toBe(before?.version);
  expect(await localDirectory(root).read('a.yaml')).toBe('two');
});

it('refuses to read a huge file', async () => {
  put('a.yaml');
  truncateSync(join(root, 'a.yaml'), 9_000_000);
  const [file] = await localDirectory(root).list();
  expect(file?.problem).toBe('has 9000000 bytes, more than 8000000: split it');
});

it('cannot be listed when it is not there, and a file that has gone is no error', async () => {
  await expect(localDirectory(join(root, 'missing')).list()).rejects.toThrow('ENOENT');
  expect(await localDirectory(root).read('gone.yaml')).toBeUndefined();
});

it('tells of changes, also in folders that came later', async () => {
  const directory = localDirectory(root);
  let told: () => void = () => undefined;
  const change = () => new Promise<void>((resolve) => (told = resolve));
  const stop = directory.watch(() => told());
  await directory.list();
  const first = change();
  mkdirSync(join(root, 'later'));
  await first;
  await directory.list();
  const second = change();
  put('later/a.yaml');
  await second;
  stop();
});
