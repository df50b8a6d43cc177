import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, type StoredText, storedText } from '#shared/adapters/stored-text.ts';
import { UsageError } from '#shared/errors/usage-error.ts';

/** Where models outlive the process. */
export interface StoredModels {
  readonly route53: StoredText;
  readonly acm: StoredText;
  readonly elbv2: StoredText;
  readonly slack: StoredText;
  readonly uptimerobot: StoredText;
}

/** Where one sandbox keeps its state; nobody else may open it until it is closed. */
export interface DataDirectory extends StoredModels {
  /** SQLite file. */
  readonly table: string;
  readonly epoch: StoredText;
  /** Tells other processes where this one takes commands. */
  announce(controlPort: number): void;
  close(): void;
}

/** Who has a data directory open. */
export interface LockHolder {
  readonly pid: string;
  /** Where it takes commands, when it does. */
  readonly controlPort?: number;
}

/** The process that holds the directory; undefined where none does. */
export function lockHolderOf(path: string): LockHolder | undefined {
  const file = join(path, 'lock');
  const [pid = '', port = ''] = readIfThere(file)?.split('\n') ?? [];
  if (!ours.has(file) && !isAlive(pid)) return undefined;
  return { pid, ...(/^\d+$/.test(port) ? { controlPort: Number(port) } : {}) };
}

/** @throws UsageError when another process holds the directory, or it cannot be written. */
export function openDataDirectory(path: string): DataDirectory {
  const release = guarded(path, () => {
    mkdirSync(path, { recursive: true });
    return lock(path);
  });
  return {
    table: join(path, 'table.sqlite'),
    route53: storedText(join(path, 'route53.json')),
    acm: storedText(join(path, 'acm.json')),
    elbv2: storedText(join(path, 'elbv2.json')),
    slack: storedText(join(path, 'slack.json')),
    uptimerobot: storedText(join(path, 'uptimerobot.json')),
    epoch: storedText(join(path, 'epoch')),
    announce: (controlPort) => storedText(join(path, 'lock')).write(`${process.pid}\n${controlPort}\n`),
    close: release,
  };
}

/** Locks of this process: its id in any other lock is one that was given out anew, after a restart of the machine. */
const ours = new Set<string>();

/** The lock is a file that holds the process id, later also the control port; linking it into place is one step, so a lock is never half written. */
function lock(path: string): () => void {
  const file = join(path, 'lock');
  const mine = join(path, `lock.${process.pid}`);
  writeFileSync(mine, `${process.pid}\n`);
  try {
    if (!tryLink(mine, file)) {
      const [holder = ''] = readIfThere(file)?.split('\n') ?? [];
      if (ours.has(file) || isAlive(holder)) {
        throw new UsageError(`--data ${path} is in use by process ${holder}: end that one or choose another directory`);
      }
      rmSync(file, { force: true });
      if (!tryLink(mine, file)) throw new UsageError(`--data ${path} was just taken by another process`);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  ours.add(file);
  return () => {
    ours.delete(file);
    rmSync(file, { force: true });
  };
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Signal 0 asks only; EPERM means alive and somebody else's. */
function isAlive(pid: string): boolean {
  const number = Number(pid);
  if (!Number.isSafeInteger(number) || number <= 0 || number === process.pid) return false;
  try {
    process.kill(number, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function guarded<Result>(path: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--data ${path} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
