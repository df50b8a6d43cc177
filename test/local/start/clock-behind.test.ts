import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatEpoch } from '#shared/domain/marker.ts';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import { parseOptions } from '../../../local/start/options.ts';
import { startSandbox } from '../../../local/start/sandbox.ts';
import { type TestDirectory, testDirectory } from '../../support/sandbox-directory.ts';

const dayMs = 86_400_000;

describe('a clock behind the data directory', () => {
  let directory: TestDirectory;
  beforeEach(() => {
    directory = testDirectory();
    mkdirSync(directory.data);
  });
  afterEach(() => directory.remove());
  const start = (aheadMs: number) => {
    writeFileSync(join(directory.data, 'epoch'), `${formatEpoch(Date.now() + aheadMs, 'abcd')}\n`);
    const args = ['--once', '--dns-port', '0', '--manifests', directory.manifests, '--data', directory.data];
    const options = parseOptions(args, '/');
    if (options === 'help') throw new Error('no options');
    return startSandbox(options, { scheduler: realScheduler(), random: Math.random, warn: () => undefined });
  };

  it('by days is an error that says what to do, and leaves the directory free', async () => {
    await expect(start(4 * dayMs)).rejects.toThrow(
      /was in use at .*, [34] days after this machine's clock: set the clock/,
    );
    await expect(start(4 * dayMs)).rejects.toThrow(/set the clock/);
  });

  it('by a day is followed on', async () => {
    const sandbox = await start(dayMs);
    expect(sandbox.notes.recent()).toEqual([]);
    await sandbox.close();
  });
});
