import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openSqliteTable } from '../../shared/adapters/table-sqlite.ts';
import { put, remove } from '../../shared/runtime/table.ts';
import { memoryTable } from '../support/memory-table.ts';
import { tableContract } from './table.ts';

const directory = mkdtempSync(join(tmpdir(), 'firstlight-table-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

tableContract('SQLite in memory', async () => memoryTable());
tableContract('SQLite in a file', async () => openSqliteTable({ path: join(directory, 'contract.db') }));

it('keeps rows and incarnation of a file that is opened again', async () => {
  const path = join(directory, 'again.db');
  const first = openSqliteTable({ path });
  await first.transact([put({ pk: 'a', sk: 'b' }, { text: 'x' })]);
  const incarnation = await first.incarnation();
  first.close();
  const second = openSqliteTable({ path });
  expect(await second.get({ pk: 'a', sk: 'b' })).toEqual({ text: 'x' });
  expect(await second.incarnation()).toBe(incarnation);
  second.close();
});

it('takes a file under another inode for another life, rows and all', async () => {
  const path = join(directory, 'original.db');
  const original = openSqliteTable({ path });
  await original.transact([put({ pk: 'a', sk: 'b' }, { text: 'x' })]);
  const incarnation = await original.incarnation();
  original.close();
  const copied = join(directory, 'copy.db');
  copyFileSync(path, copied);
  const copy = openSqliteTable({ path: copied });
  expect(await copy.get({ pk: 'a', sk: 'b' })).toEqual({ text: 'x' });
  expect(await copy.incarnation()).not.toBe(incarnation);
  copy.close();
});

it('shows one process what another wrote', async () => {
  const path = join(directory, 'shared.db');
  const [one, other] = [openSqliteTable({ path }), openSqliteTable({ path })];
  await one.transact([put({ pk: 'a', sk: 'b' }, { count: 1 }, 'absent')]);
  await expect(other.transact([put({ pk: 'a', sk: 'b' }, { count: 2 }, 'absent')])).rejects.toMatchObject({
    failed: [0],
  });
  await other.transact([remove({ pk: 'a', sk: 'b' }, { count: 1 })]);
  expect(await one.get({ pk: 'a', sk: 'b' })).toBeUndefined();
  one.close();
  other.close();
});

it('removes rows that have expired when it is opened', async () => {
  const path = join(directory, 'expired.db');
  const first = openSqliteTable({ path });
  await first.transact([
    { ...put({ pk: 'a', sk: 'old' }, {}), expiresAt: 100 },
    { ...put({ pk: 'a', sk: 'new' }, {}), expiresAt: 101 },
  ]);
  first.close();
  const second = openSqliteTable({ path, nowMs: 100_999 });
  expect((await second.query({ pk: 'a' })).map((entry) => entry.key.sk)).toEqual(['new']);
  second.close();
});
