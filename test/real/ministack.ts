import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { LeftOut, type Part, type Started } from './part.ts';

const run = promisify(execFile);
const version = '1.5.33';
const region = 'eu-central-1';

/** MiniStack, an emulator of AWS from PyPI, as the far side of the adapters that have no strict model of ours. */
export const ministack: Part = {
  name: 'DynamoDB on MiniStack',
  tests: [
    'test/real/table-dynamodb.test.ts',
    'test/real/drain-dynamodb.test.ts',
    'test/real/deployed-commands.test.ts',
  ],
  async start(folder) {
    const program = await install(folder);
    return launch(program, join(folder, 'ministack.log'));
  },
};

async function install(folder: string): Promise<string> {
  const venv = join(folder, `ministack-${version}`);
  const mark = join(venv, 'installed');
  if (!existsSync(mark)) {
    rmSync(venv, { recursive: true, force: true });
    await orLeaveOut('Python 3 with venv', () => run('python3', ['-m', 'venv', venv]));
    const pip = ['install', '--quiet', '--disable-pip-version-check', `ministack==${version}`];
    await orLeaveOut('PyPI', () => run(join(venv, 'bin', 'pip'), pip, { timeout: 300_000 }));
    writeFileSync(mark, `${version}\n`);
  }
  return join(venv, 'bin', 'ministack');
}

async function orLeaveOut(need: string, step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    throw new LeftOut(`${need} is needed: ${error instanceof Error ? error.message.split('\n')[0] : error}`, {
      cause: error,
    });
  }
}

async function launch(program: string, logFile: string): Promise<Started> {
  // Outside the checkout: MiniStack writes CommonJS under TMPDIR, which a package.json of type "module" above would break.
  const home = mkdtempSync(join(tmpdir(), 'firstlight-real-'));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const log = openSync(logFile, 'w');
  const child = spawn(program, [], { stdio: ['ignore', log, log], cwd: home, env: environmentOf(home, port) });
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
  try {
    await untilReady(`${endpoint}/_ministack/health`, () => child.exitCode !== null);
  } catch (error) {
    await stop();
    throw error;
  }
  return { environment: { FIRSTLIGHT_REAL_AWS: endpoint, FIRSTLIGHT_REAL_REGION: region }, stop };
}

/** Nothing of our own environment: its workers would inherit it. MQTT and SFTP would listen on all addresses. */
function environmentOf(home: string, port: number): Record<string, string> {
  return {
    PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
    HOME: home,
    TMPDIR: home,
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    MINISTACK_HOST: '127.0.0.1',
    MINISTACK_REGION: region,
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
  };
}

async function untilReady(url: string, hasEnded: () => boolean): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if (hasEnded()) break;
    const ready = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await sleep(200);
  }
  throw new Error('MiniStack did not become ready; see .real/ministack.log');
}

function freePort(): Promise<number> {
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
