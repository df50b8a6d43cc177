import { userInfo } from 'node:os';
import { CommandError } from '#shared/errors/command-error.ts';
import { ConfigurationError, linesOf } from '#shared/errors/configuration-error.ts';
import { PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import { harmless } from '../local/start/text.ts';
import type { Answer, Arguments, Command, ExitCode, Surroundings } from './command.ts';
import { type OpenDesk, openDeskFor } from './open-desk.ts';
import { parseArguments, sharedHelp } from './options.ts';
import { regionOf } from './place.ts';

/** Runs one command; resolves with the exit code. Throws only what nobody knows. */
export async function runCommand(command: Command, args: readonly string[], around: Surroundings): Promise<ExitCode> {
  try {
    const given = parseArguments(command, args);
    if (given === 'help') {
      around.stdout.write(helpOf(command));
      return 0;
    }
    const answer = await answerOf(command, given, around);
    const text = given.has('json') ? JSON.stringify(answer.json) : answer.lines.join('\n');
    if (text !== '') around.stdout.write(`${text}\n`);
    return answer.exitCode ?? 0;
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined || !(error instanceof Error)) throw error;
    for (const line of linesOf(error)) around.stderr.write(`firstlight: ${harmless(line)}${becauseOf(error)}\n`);
    return code;
  }
}

async function answerOf(command: Command, given: Arguments, around: Surroundings): Promise<Answer> {
  const { columns, colors } = around;
  const opened: OpenDesk[] = [];
  try {
    return await command.run({
      given,
      around,
      look: { columns, colors, nowMs: around.now() },
      region: regionOf(given),
      by: given.text('by') ?? userName(around),
      async desk() {
        const open = await openDeskFor(given, around);
        opened.push(open);
        return open.desk;
      },
      deployment: async () => (await import('./open-deployment.ts')).deploymentFor(given, around),
    });
  } finally {
    for (const open of opened) open.close();
  }
}

function codeOf(error: unknown): ExitCode | undefined {
  if (error instanceof CommandError) return error.fault === 'conflict' ? 3 : 1;
  return correctable.some((kind) => error instanceof kind) ? 1 : undefined;
}

const farSideErrors = [RetryableError, ThrottledError, PermanentError];
const correctable = [UsageError, ConfigurationError, ...farSideErrors];

/** What a far side itself said, which is what a person can look up. */
function becauseOf(error: Error): string {
  const { cause } = error;
  if (!farSideErrors.some((kind) => error instanceof kind) || !(cause instanceof Error)) return '';
  const said = [cause.name, cause.message.split('\n')[0]].filter((text) => text !== '' && text !== 'Error').join(': ');
  return error.message.includes(cause.message) ? '' : ` (${harmless(said)})`;
}

/** A user without an entry in the system's list has no name there. */
function userName({ env }: Surroundings): string {
  try {
    return userInfo().username;
  } catch {
    return env['USER'] ?? 'somebody';
  }
}

export const helpOf = ({ name, form, summary, help, exits }: Command): string =>
  `Usage: npx firstlight ${[name, form].filter((part) => part !== '').join(' ')} [options]\n\n${summary}\n\n${help.trimEnd()}\n${sharedHelp}${exits === undefined ? '' : `;\n${exits}`}\n`;
