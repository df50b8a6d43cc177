import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export interface ShellResult {
  /** Of the last command. */
  readonly exitCode: number | null;
  /** stdout and stderr as they came. */
  readonly output: string;
}

/** A block that goes on. */
export interface Running {
  output(): string;
  hasEnded(): boolean;
  /** Ctrl-C, and the end of it all. */
  end(): Promise<void>;
}

const checkout = resolve(import.meta.dirname, '../..');

/** A terminal in the checkout, with the programs that the page needs and nothing else of this process's surroundings. */
export class Terminal {
  readonly #environment: Readonly<Record<string, string>>;

  /** @param folders where those programs are */
  constructor(environment: Readonly<Record<string, string>>, folders: readonly string[]) {
    const path = [...folders, resolve(checkout, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(':');
    this.#environment = { PATH: path, HOME: process.env['HOME'] ?? '/', ...environment };
  }

  /** Types a block and waits for its end. */
  async run(text: string): Promise<ShellResult> {
    const { child, closed, output } = this.#start(text);
    await closed;
    return { exitCode: child.exitCode, output: output() };
  }

  /** Types a block that goes on until it is ended. */
  start(text: string): Running {
    const { child, closed, output } = this.#start(text);
    const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
    return {
      output,
      hasEnded,
      async end() {
        // The whole group, as a terminal does.
        if (child.pid !== undefined && !hasEnded()) process.kill(-child.pid, 'SIGINT');
        await closed;
      },
    };
  }

  #start(text: string) {
    const child = spawn('bash', ['-c', text], { cwd: checkout, env: this.#environment, detached: true });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    return { child, closed: once(child, 'close'), output: () => output };
  }
}
