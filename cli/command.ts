import type { Desk } from '#shared/commands/desk.ts';
import type { Deployment } from '#shared/deployment/deployment.ts';

/** The process around a command. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  /** Of the terminal; 160 in a pipe. */
  readonly columns: number;
  readonly colors: boolean;
  /** Epoch milliseconds. */
  now(): number;
}

/** 0: done. 1: usage, an unknown name, or a far side without an answer. 2: `plan` found changes. 3: it does not fit how things stand. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a command answers: a value for programs, and lines for people. */
export interface Answer {
  readonly json: unknown;
  readonly lines: readonly string[];
  readonly exitCode?: ExitCode;
}

/** Values of the options and arguments of one call, as typed. */
export interface Arguments {
  readonly words: readonly string[];
  /** Undefined where the option is not given. */
  text(option: string): string | undefined;
  has(option: string): boolean;
}

export interface Look {
  readonly columns: number;
  readonly colors: boolean;
  readonly nowMs: number;
}

/** One command of `firstlight`. */
export interface Command {
  readonly name: string;
  /** The arguments after the name, as in a usage line. */
  readonly form: string;
  /** One line. */
  readonly summary: string;
  /** Lines about its own options, and an example. */
  readonly help: string;
  /** Its exit codes beside 0 and 1, as in `3: nothing is held`. */
  readonly exits?: string;
  /** How many arguments it takes, at least and at most. */
  readonly words: readonly [number, number];
  /** Own options: with a value, or without. */
  readonly options?: Readonly<Record<string, 'text' | 'flag'>>;
  run(call: Call): Promise<Answer>;
}

export interface Call {
  readonly given: Arguments;
  readonly around: Surroundings;
  readonly look: Look;
  /** The name of the person who says it. */
  readonly by: string;
  /** Of the deployment, where one is named: what the SDK's clients are made with. */
  readonly region: { readonly region?: string };
  /** Opens the desk that the options name; closed by whoever runs the command. */
  desk(): Promise<Desk>;
  /** The deployment that the options or the environment name. @throws UsageError where neither does */
  deployment(): Promise<Deployment>;
}
