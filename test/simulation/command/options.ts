import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export interface Options {
  /** The first seed; undefined: whoever runs the command does not care. */
  readonly seed?: number;
  readonly seeds?: number;
  readonly seconds?: number;
  readonly workers: number;
  readonly trace: boolean;
  readonly shrink: boolean;
  readonly json: boolean;
  /** Names of seeded bugs, none: all of them; undefined: the code as it is. */
  readonly bugs?: readonly string[];
  /** Of the bugs only those whose seed is noted. */
  readonly known: boolean;
  /** Look for each bug from the first seed on, and note where it was found. */
  readonly record: boolean;
}

export const usage = `npm run simulate -- [options]
  --seeds N           plays N seeds, from --seed on or from one that the time gives
  --seconds T         plays seeds until the time is up
  --seed S            plays this one seed
  --trace             tells its story in lines
  --shrink            looks for the shortest story that violates the same invariant
  --bugs [NAME ...]   plays with each seeded bug until an invariant catches it; with --seed only that seed
  --known             with --bugs: only those whose seed is noted, as CI does
  --record            with --bugs: forgets where bugs were found, and writes down anew where they are
  --workers N         processes at a time; default: one for each core
  --json              one document on stdout instead of lines
  --help              show this`;

const number = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

/** @throws Error that says what is wrong with the arguments */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ seed: number, seeds: number, seconds: number, workers: number },
      ...{ trace: flag, shrink: flag, json: flag, bugs: flag, known: flag, record: flag },
    },
  });
  const { trace, shrink, json, known, record } = values;
  if (positionals.length > 0 && !values.bugs) throw new Error(`${positionals.join(' ')}: names belong to --bugs`);
  if ((trace || shrink) && values.seed === undefined) throw new Error('--trace and --shrink need a --seed');
  if ((trace || shrink) && positionals.length > 1) throw new Error('--trace and --shrink take one bug at a time');
  return {
    ...wholeNumber('seed', values.seed),
    ...wholeNumber('seeds', values.seeds),
    ...wholeNumber('seconds', values.seconds),
    workers: wholeNumber('workers', values.workers).workers ?? availableParallelism(),
    ...{ trace, shrink, json, known, record },
    ...(values.bugs ? { bugs: positionals } : {}),
  };
}

function wholeNumber<Name extends string>(name: Name, text: string | undefined): { readonly [_ in Name]?: number } {
  if (text === undefined) return {};
  if (!/^\d{1,15}$/.test(text)) throw new Error(`--${name} ${text}: must be a whole number`);
  return { [name]: Number(text) } as { readonly [_ in Name]?: number };
}
