import { parseArgs } from 'node:util';
import { wrongArguments } from '#shared/arguments/wrong-arguments.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import type { Arguments, Command } from './command.ts';

const shared = {
  stack: 'text',
  region: 'text',
  data: 'text',
  control: 'text',
  by: 'text',
  json: 'flag',
  help: 'flag',
} as const;

export const sharedHelp = `
  --stack NAME     a deployed Firstlight: the stack's name           (default: FIRSTLIGHT_TABLE and its like, if set)
  --region REGION  its region                                        (default: AWS_REGION, or that of your profile)
  --data DIR       the data directory of a sandbox, running or not   (default: the sandbox that runs)
  --control URL    where a running sandbox takes commands            (default: http://127.0.0.1:5302)
  --by NAME        who says it, for the history                      (default: your user name)
  --json           one JSON document on stdout
  --help           show this

Exit code 0: done; 1: wrong usage, a name that nothing is known of, or no answer from where it looks`;

/** @throws UsageError naming the option or argument and what to write instead */
export function parseArguments(command: Command, args: readonly string[]): Arguments | 'help' {
  const kinds = { ...shared, ...command.options };
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      {
        type: kind === 'text' ? ('string' as const) : ('boolean' as const),
        ...(name === 'help' ? { short: 'h' } : {}),
      },
    ]),
  );
  const { values, positionals } = parsed(command, args, options);
  if (values['help'] === true) return 'help';
  const [least, most] = command.words;
  if (positionals.length < least || positionals.length > most || positionals.includes('')) {
    throw new UsageError(
      `${command.name} takes ${command.form === '' ? 'no argument' : command.form}; see firstlight ${command.name} --help`,
    );
  }
  return {
    words: positionals,
    text: (option) => {
      const value = values[option];
      if (value === '') throw new UsageError(`--${option} needs a value`);
      return typeof value === 'string' ? value : undefined;
    },
    has: (option) => values[option] === true,
  };
}

type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly short?: string }>>;

function parsed({ name }: Command, args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: joined(args, options), options, allowPositionals: true, strict: true });
  } catch (error) {
    throw wrongArguments(error, `see firstlight ${name} --help`);
  }
}

/** A value that begins like an option is still the value: `--for -1h` deserves to be told what is wrong with it. */
function joined(args: readonly string[], options: Options): string[] {
  const done: string[] = [];
  for (const arg of args) {
    const last = done.at(-1) ?? '';
    const isValue = /^-\d/.test(arg) && last.startsWith('--') && options[last.slice(2)]?.type === 'string';
    if (isValue) done[done.length - 1] = `${last}=${arg}`;
    else done.push(arg);
  }
  return done;
}
