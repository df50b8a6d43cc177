#!/usr/bin/env node
import { version } from '#shared/deployment/version.ts';
import { commands } from './commands.ts';
import { runCommand } from './run.ts';

const list = [
  ['start', 'follow manifests and serve their names on this machine; firstlight start --help'],
  ...commands.map(({ name, form, summary }) => [`${name} ${form}`, summary]),
  ['--version', 'show the version'],
  ['--help', 'show this; firstlight <command> --help shows its options with an example'],
];
const usage = `Usage: npx firstlight <command> [options]

${list.map(([name = '', summary = '']) => `  ${name.padEnd(22)} ${summary}`).join('\n')}
`;

const [name, ...rest] = process.argv.slice(2);
const command = commands.find((one) => one.name === name);
// The sandbox is loaded only where it is run: a command should answer at once.
if (name === 'start') await (await import('../local/start/process.ts')).start(rest);
else if (command !== undefined) {
  const { env, stdout, stderr } = process;
  process.exitCode = await runCommand(command, rest, {
    cwd: process.cwd(),
    env,
    stdout,
    stderr,
    columns: stdout.isTTY ? stdout.columns : 160,
    colors: stdout.isTTY && stdout.hasColors(),
    now: () => Date.now(),
  });
} else if (name === '--version') process.stdout.write(`${version()}\n`);
else if (name === undefined || name === '--help' || name === '-h') process.stdout.write(usage);
else {
  process.stderr.write(`firstlight: there is no command ${JSON.stringify(name)}; firstlight --help lists them\n`);
  process.exitCode = 1;
}
