import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openSqliteTable } from '#shared/adapters/table-sqlite.ts';
import { type Desk, openDesk } from '#shared/commands/desk.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import { lockHolderOf, openDataDirectory } from '../local/start/data-directory.ts';
import type { Arguments, Surroundings } from './command.ts';
import { controlDesk } from './control-desk.ts';
import { placeOf } from './place.ts';

export interface OpenDesk {
  readonly desk: Desk;
  close(): void;
}

const defaultControl = 'http://127.0.0.1:5302';

/**
 * The desk at the place that the options name: a deployment, a running sandbox by its control port, or a data directory;
 * one that a sandbox has open is reached through that sandbox.
 * @throws UsageError; for a deployment what its far sides throw
 */
export async function openDeskFor(given: Arguments, around: Surroundings): Promise<OpenDesk> {
  const place = placeOf(given, around);
  if (place.at === 'data') return openData(resolve(around.cwd, place.path), around);
  if (place.at === 'control') return overControl(place.address ?? defaultControl, place.address === undefined);
  // The SDKs take longer to load than all else: whoever asks a sandbox does not wait for them.
  const { openDeployedDesk } = await import('./open-deployment.ts');
  return { desk: await openDeployedDesk(given, around), close: () => undefined };
}

function openData(path: string, around: Surroundings): OpenDesk {
  if (!existsSync(join(path, 'table.sqlite'))) {
    throw new UsageError(`--data ${path} holds nothing of a sandbox: npm start -- --data ${path} makes one`);
  }
  const holder = lockHolderOf(path);
  if (holder !== undefined) {
    const { pid, controlPort } = holder;
    if (controlPort !== undefined) return overControl(`http://127.0.0.1:${controlPort}`, false);
    throw new UsageError(
      `--data ${path} is in use by process ${pid}, which takes no commands: wait until it has ended`,
    );
  }
  const directory = openDataDirectory(path);
  try {
    const table = openSqliteTable({ path: directory.table, nowMs: around.now() });
    // Nobody is there to hear a bell: the next start sweeps first.
    const doorbell = { ring: async () => undefined };
    return {
      desk: openDesk({ table, doorbell, now: () => around.now() }),
      close() {
        table.close();
        directory.close();
      },
    };
  } catch (cause) {
    directory.close();
    throw new UsageError(`--data ${path} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

function overControl(address: string, guessed: boolean): OpenDesk {
  return { desk: controlDesk(address, guessed), close: () => undefined };
}
