import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataDirectory } from '../../../local/start/data-directory.ts';

describe('the data directory', () => {
  let path = '';
  beforeEach(() => {
    path = join(mkdtempSync(join(tmpdir(), 'firstlight-')), 'data');
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));

  it('is made where there is none, and free again once closed', () => {
    openDataDirectory(path).close();
    expect(readdirSync(path)).toEqual([]);
  });

  it('keeps texts', () => {
    const first = openDataDirectory(path);
    expect(first.epoch.read()).toBeUndefined();
    first.epoch.write('a');
    first.epoch.write('b');
    first.close();
    expect(openDataDirectory(path).epoch.read()).toBe('b');
  });

  it('refuses a second process while the first one lives', () => {
    openDataDirectory(path).close();
    writeFileSync(join(path, 'lock'), `${process.ppid}\n`);
    expect(() => openDataDirectory(path)).toThrow(
      `is in use by process ${process.ppid}: end that one or choose another`,
    );
    expect(readdirSync(path)).toEqual(['lock']);
  });

  it.each([
    ['of a process that has ended', () => String(spawnSync(process.execPath, ['--version']).pid)],
    ['that holds no process id', () => 'rubbish'],
    ['that is empty', () => ''],
  ])('takes over a lock %s', (_, holder) => {
    openDataDirectory(path).close();
    writeFileSync(join(path, 'lock'), `${holder()}\n`);
    const directory = openDataDirectory(path);
    expect(readFileSync(join(path, 'lock'), 'utf8').trim()).toBe(String(process.pid));
    directory.close();
  });

  it('says in one line when it cannot be used', () => {
    const file = join(tmpdir(), `firstlight-file-${process.pid}`);
    writeFileSync(file, '');
    expect(() => openDataDirectory(join(file, 'data'))).toThrow(/^--data .* cannot be used: ENOTDIR/);
    rmSync(file);
  });
});
