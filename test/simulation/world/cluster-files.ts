import type { Directory } from '../../../forwarder/manifests/directory.ts';
import type { Engine } from '../engine/engine.ts';

/** The manifest files of a cluster; a change may go unnoticed by whoever watches. */
export interface ClusterFiles {
  readonly directory: Directory;
  readonly texts: ReadonlyMap<string, string>;
  write(path: string, text: string): void;
  remove(path: string): void;
  /** Whoever watches is dead. */
  forgetWatchers(): void;
}

interface File {
  readonly text: string;
  readonly version: string;
}

export function createFiles({ faults }: Pick<Engine, 'faults'>, name: string): ClusterFiles {
  const files = new Map<string, File>();
  const watchers = new Set<() => void>();
  let written = 0;
  const changed = (): void => {
    if (!faults.hit('watch.lost')) for (const watcher of watchers) watcher();
  };
  return {
    directory: {
      name,
      list: async () =>
        [...files].map(([path, { version }]) => ({ path, version })).sort((a, b) => (a.path < b.path ? -1 : 1)),
      read: async (path) => files.get(path)?.text,
      watch(watcher) {
        watchers.add(watcher);
        return () => void watchers.delete(watcher);
      },
    },
    get texts() {
      return new Map([...files].map(([path, { text }]) => [path, text]));
    },
    write(path, text) {
      written += 1;
      files.set(path, { text, version: String(written) });
      changed();
    },
    remove(path) {
      if (files.delete(path)) changed();
    },
    forgetWatchers: () => watchers.clear(),
  };
}
