import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { LeftOut } from './part.ts';

const run = promisify(execFile);

/** Installs packages, each `name==version`, once into a virtual environment of their own; gives the folder of its programs. @throws LeftOut */
export async function installFromPypi(folder: string, packages: readonly [string, ...string[]]): Promise<string> {
  const venv = join(folder, packages[0].replace(/\[.*\]/, '').replace('==', '-'));
  const mark = join(venv, 'installed');
  const wanted = `${packages.join(' ')}\n`;
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== wanted) {
    rmSync(venv, { recursive: true, force: true });
    await orLeaveOut('Python 3 with venv', () => run('python3', ['-m', 'venv', venv]));
    const pip = ['install', '--quiet', '--disable-pip-version-check', ...packages];
    await orLeaveOut('PyPI', () => run(join(venv, 'bin', 'pip'), pip, { timeout: 300_000 }));
    writeFileSync(mark, wanted);
  }
  return join(venv, 'bin');
}

async function orLeaveOut(need: string, step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : cause;
    throw new LeftOut(`${need} is needed: ${why}`, { cause });
  }
}

export interface Server {
  readonly program: string;
  /** Given the port to listen on, which is free, at 127.0.0.1. */
  readonly args: (port: number) => readonly string[];
  /** What its environment has besides. */
  readonly environment?: (port: number) => Readonly<Record<string, string>>;
  /** Default: one that is free. */
  readonly port?: number;
  /** The path that answers with 200 once it is ready; absent where it speaks TLS, as whom nobody trusts: once it listens. */
  readonly readyPath?: string;
  readonly logFile: string;
}

export interface RunningServer {
  readonly url: string;
  /** The folder that it writes to. */
  readonly home: string;
  stop(): Promise<void>;
}

/**
 * Starts a server and waits until it is ready: with nothing of our own environment, which its workers would inherit, and a
 * home that goes with it, outside the checkout, whose package.json would judge what is written beneath it.
 */
export async function launchServer(server: Server): Promise<RunningServer> {
  const { program, args, environment, readyPath, logFile } = server;
  const home = mkdtempSync(join(tmpdir(), 'firstlight-real-'));
  const port = server.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const log = openSync(logFile, 'w');
  const path = `${dirname(process.execPath)}:/usr/bin:/bin`;
  const env = { PATH: path, HOME: home, TMPDIR: home, AWS_EC2_METADATA_DISABLED: 'true', ...environment?.(port) };
  const child = spawn(program, args(port), { stdio: ['ignore', log, log], cwd: home, env });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(timer);
    rmSync(home, { recursive: true, force: true });
  };
  const isReady = readyPath === undefined ? () => listens(port) : () => answersWell(`${url}${readyPath}`);
  if (await becomesReady(isReady, () => child.exitCode !== null)) return { url, home, stop };
  await stop();
  throw new Error(`it did not become ready; see ${logFile}`);
}

async function becomesReady(isReady: () => Promise<boolean>, hasEnded: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 300 && !hasEnded(); tries += 1) {
    if (await isReady()) return true;
    await sleep(200);
  }
  return false;
}

const answersWell = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
