import { type FSWatcher, watch } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Directory, Listed } from './directory.ts';

const fileLimitBytes = 8_000_000;
const openAtOnce = 64;

/** A directory of this machine. Symbolic links are followed, each directory once. */
export function localDirectory(root: string): Directory {
  let folders: readonly string[] = [root];
  let changed: (() => void) | undefined;
  const watchers = new Map<string, FSWatcher>();
  const follow = () => {
    if (changed !== undefined) watchFolders(watchers, folders, changed);
  };
  return {
    name: root,
    list: async () => {
      const found = await find(root);
      folders = found.folders;
      follow();
      return inBatches(found.files, (path) => describe(root, path)).then((files) => [
        ...files.flat(),
        ...found.problems,
      ]);
    },
    read: (path) =>
      readFile(join(root, path), 'utf8').catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw error;
      }),
    watch: (onChange) => {
      changed = onChange;
      follow();
      return () => {
        changed = undefined;
        watchFolders(watchers, [], onChange);
      };
    },
  };
}

interface Found {
  readonly files: string[];
  readonly folders: string[];
  readonly problems: Listed[];
}

async function find(root: string): Promise<Found> {
  const found: Found = { files: [], folders: [], problems: [] };
  const seen = new Set<string>();
  const waiting = [root];
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    try {
      const { dev, ino } = await stat(folder);
      if (seen.has(`${dev}:${ino}`)) continue;
      seen.add(`${dev}:${ino}`);
      waiting.push(...(await readFolder(folder, found)));
      found.folders.push(folder);
    } catch (error) {
      if (folder === root) throw error;
      if (codeOf(error) !== 'ENOENT') found.problems.push(problem(root, folder, error));
    }
  }
  return found;
}

/** The folders below; adds the files. */
async function readFolder(folder: string, found: Found): Promise<string[]> {
  const below: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    const isFolder = entry.isSymbolicLink()
      ? await stat(path).then(
          (to) => to.isDirectory(),
          () => false,
        )
      : entry.isDirectory();
    if (isFolder) below.push(path);
    else if (/\.(ya?ml|json)$/.test(entry.name)) found.files.push(path);
  }
  return below;
}

/** Empty when the file has gone since its folder was read; a link that leads nowhere is a problem. */
async function describe(root: string, path: string): Promise<Listed[]> {
  try {
    const { mtimeNs, ctimeNs, size, ino } = await stat(path, { bigint: true });
    const listed = { path: relativePath(root, path), version: `${mtimeNs} ${ctimeNs} ${size} ${ino}` };
    const tooLarge = `has ${size} bytes, more than ${fileLimitBytes}: split it`;
    return [size > fileLimitBytes ? { ...listed, problem: tooLarge } : listed];
  } catch (error) {
    return [problem(root, path, error)];
  }
}

function watchFolders(watchers: Map<string, FSWatcher>, folders: readonly string[], changed: () => void): void {
  const wanted = new Set(folders);
  for (const [folder, watcher] of watchers) {
    if (wanted.has(folder)) continue;
    watcher.close();
    watchers.delete(folder);
  }
  for (const folder of wanted) if (!watchers.has(folder)) watchFolder(watchers, folder, changed);
}

/** Where watching fails, and when it ends by itself, looking again from time to time remains. */
function watchFolder(watchers: Map<string, FSWatcher>, folder: string, changed: () => void): void {
  const forget = () => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
    changed();
  };
  try {
    watchers.set(folder, watch(folder, { persistent: false }, changed).on('error', forget));
  } catch {
    watchers.delete(folder);
  }
}

async function inBatches<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += openAtOnce) {
    results.push(...(await Promise.all(items.slice(at, at + openAtOnce).map(run))));
  }
  return results;
}

function problem(root: string, path: string, error: unknown): Listed {
  const code = codeOf(error);
  return {
    path: relativePath(root, path),
    version: code,
    problem: `cannot be read (${code}): check the file and its rights`,
  };
}

const relativePath = (root: string, path: string): string => relative(root, path).split(sep).join('/');

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
