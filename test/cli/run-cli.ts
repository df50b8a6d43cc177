import type { ExitCode } from '../../cli/command.ts';
import { commands } from '../../cli/commands.ts';
import { runCommand } from '../../cli/run.ts';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs one command in this process, as a pipe sees it. */
export async function runCli(
  args: readonly string[],
  over: { nowMs?: number; cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  const [name, ...rest] = args;
  const command = commands.find((one) => one.name === name);
  if (command === undefined) throw new Error(`no command ${name}`);
  let out = '';
  let err = '';
  const code = await runCommand(command, rest, {
    cwd: over.cwd ?? '/',
    env: over.env ?? {},
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    columns: 100,
    colors: false,
    now: () => over.nowMs ?? Date.UTC(2026, 10, 21, 12),
  });
  return { code, out, err };
}
