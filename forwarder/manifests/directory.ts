/** One manifest file; another `version` means that it is to be read again. */
export interface Listed {
  /** Relative to the directory, with slashes. */
  readonly path: string;
  readonly version: string;
  /** Why it cannot be read at all. */
  readonly problem?: string;
}

/** A directory of manifests, so that a simulation can be one. */
export interface Directory {
  /** For messages. */
  readonly name: string;
  /**
   * All *.yaml, *.yml and *.json files below it; names that begin with a dot are passed over.
   * @throws Error when the directory itself cannot be listed
   */
  list(): Promise<readonly Listed[]>;
  /** Undefined when the file has gone meanwhile. @throws Error when it cannot be read */
  read(path: string): Promise<string | undefined>;
  /** Tells that something may have changed; not every change is told. */
  watch(changed: () => void): () => void;
}
