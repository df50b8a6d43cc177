#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { start } from '../local/start/process.ts';

const usage = `Usage: firstlight <command> [options]

  start        follow manifests and serve their names on this machine; firstlight start --help
  --version    show the version
  --help       show this
`;

const [command, ...rest] = process.argv.slice(2);
if (command === 'start') await start(rest);
else if (command === '--version') process.stdout.write(`${version()}\n`);
else if (command === undefined || command === '--help' || command === '-h') process.stdout.write(usage);
else {
  process.stderr.write(`firstlight: there is no command ${JSON.stringify(command)}; firstlight --help lists them\n`);
  process.exitCode = 1;
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return /"version": "([^"]+)"/.exec(text)?.[1] ?? 'unknown';
}
