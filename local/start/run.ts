import { relative } from 'node:path';
import type { Scheduler } from '#shared/domain/clock.ts';
import { ConfigurationError, linesOf } from '#shared/errors/configuration-error.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import type { Random } from '#shared/runtime/random.ts';
import { makeChecks } from './checks.ts';
import { type Control, serveControl } from './control.ts';
import { lineDisplay, type Terminal, tableDisplay } from './display.ts';
import { type Surroundings as Around, drawFrame } from './frame.ts';
import { type Https, openHttps } from './https.ts';
import { waitOnce } from './once.ts';
import { parseOptions, type StartOptions } from './options.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { harmless } from './text.ts';
import { usage } from './usage.ts';
import { watch } from './watch.ts';
import { slackPage } from './workspace.ts';

/** The process around the sandbox. */
export interface Surroundings {
  readonly cwd: string;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Where stdout is one. */
  readonly terminal?: Terminal;
  readonly colors: boolean;
  readonly scheduler: Scheduler;
  readonly random: Random;
  /** Aborted when a person or the system asks to end. */
  readonly stop: AbortSignal;
}

/** `npm start`, whole; resolves with the exit code. Throws only what nobody knows. */
export async function runStart(args: readonly string[], around: Surroundings): Promise<number> {
  try {
    const options = parseOptions(args, around.cwd);
    if (options !== 'help') return await runSandbox(options, around);
    around.stdout.write(usage);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ConfigurationError)) throw error;
    for (const line of linesOf(error)) around.stderr.write(`firstlight: ${harmless(line)}\n`);
    return 1;
  }
}

async function runSandbox(options: StartOptions, around: Surroundings): Promise<number> {
  const terminal = options.once ? undefined : around.terminal;
  const warn = (line: string): void => {
    if (terminal === undefined) around.stderr.write(`firstlight: ${line}\n`);
  };
  const sandbox = await startSandbox(options, { ...around, warn });
  const ends: (() => Promise<void> | void)[] = [() => sandbox.close()];
  try {
    const control = await openControl(options, sandbox);
    if (control !== undefined) ends.unshift(() => control.close());
    const https = await openHttps(options, sandbox, around);
    if (https !== undefined) ends.unshift(() => https.close());
    if (https !== undefined) ends.unshift(makeChecks(sandbox, https, around.scheduler));
    const hints = describe(options, { around, sandbox, control, https });
    if (options.once) return await runOnce(options, { around, sandbox, hints });
    const display =
      terminal === undefined ? lineDisplay((text) => around.stdout.write(text)) : tableDisplay(terminal, around.colors);
    ends.unshift(() => display.end());
    await watch({ sandbox, display, scheduler: around.scheduler, stop: around.stop, hints });
    return 0;
  } finally {
    for (const end of ends) await end();
  }
}

interface Running {
  readonly around: Surroundings;
  readonly sandbox: Sandbox;
  readonly control: Control | undefined;
  readonly https: Https | undefined;
}

function describe(options: StartOptions, { around, sandbox, control, https }: Running): () => Around {
  const { configuration, publicPort, privatePort, notes } = sandbox;
  const path = relative(around.cwd, options.manifests);
  const fixed = {
    clusters: configuration.clusters.map(({ name }) => name),
    mode: configuration.mode,
    manifests: path === '' ? '.' : path.startsWith('..') ? options.manifests : path,
    publicPort,
    privatePort,
    ...(options.cluster === undefined ? {} : { context: options.cluster.context ?? options.cluster.kubeconfig }),
    ...(control === undefined ? {} : { controlPort: control.port }),
    ...(https === undefined ? {} : { https }),
    ...(configuration.alerts === undefined ? {} : { slackUrl: `${sandbox.route53Url}${slackPage}` }),
  };
  return () => ({ ...fixed, notes: notes.recent(), nowMs: around.scheduler.now() });
}

interface OnceRun {
  readonly around: Surroundings;
  readonly sandbox: Sandbox;
  readonly hints: () => Around;
}

async function runOnce(options: StartOptions, { around, sandbox, hints }: OnceRun): Promise<number> {
  const { document, exitCode } = await waitOnce(
    {
      scheduler: around.scheduler,
      isHeard: () => sandbox.isHeard() || around.stop.aborted,
      hasWork: async (untilMs) => !around.stop.aborted && (await sandbox.hasWork(untilMs)),
      document: () => sandbox.document(),
    },
    options.timeoutSeconds,
  );
  const screen = { columns: around.terminal?.columns ?? 160, rows: Number.POSITIVE_INFINITY, colors: around.colors };
  const text = options.json
    ? JSON.stringify(document)
    : drawFrame(document, { ...hints(), ended: true }, screen).join('\n');
  await new Promise<void>((resolve) => around.stdout.write(`${text}\n`, () => resolve()));
  return exitCode;
}

/** Where nobody asked for a port, one that is taken only costs the commands, and is said. */
async function openControl(options: StartOptions, sandbox: Sandbox): Promise<Control | undefined> {
  const port = options.controlPort ?? defaultControlPort(options);
  if (port === undefined) return undefined;
  try {
    const control = await serveControl(port, sandbox.desk, sandbox.apps);
    sandbox.announce(control.port);
    return control;
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE' ? 'is in use' : String(cause);
    if (options.controlPort === undefined) {
      sandbox.notes.add(`port ${port} for commands ${why}: --control-port 0 takes any free one`);
      return undefined;
    }
    throw new UsageError(`--control-port ${port} ${why}: choose another, 0 takes any free one`, { cause });
  }
}

/** The port after those of DNS; a run that ends by itself takes no commands. */
function defaultControlPort({ once, dnsPort }: StartOptions): number | undefined {
  if (once) return undefined;
  return dnsPort === 0 || dnsPort + 2 > 65_535 ? 0 : dnsPort + 2;
}
