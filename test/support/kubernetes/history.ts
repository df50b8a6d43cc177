export type Raw = Readonly<Record<string, unknown>>;

export interface Change {
  readonly revision: number;
  readonly path: string;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly key: string;
  readonly object: Raw;
}

/** Everything that ever happened in a cluster, as etcd keeps it: what was at each revision, until that is forgotten. */
export class History {
  readonly #changes: Change[] = [];
  #revision = 1;
  #forgotten = 0;

  get revision(): number {
    return this.#revision;
  }

  /** Revisions up to this one cannot be asked for. */
  get forgotten(): number {
    return this.#forgotten;
  }

  /** Every revision before the present one is forgotten. */
  compact(): void {
    this.#forgotten = this.#revision;
  }

  /** A backup is put back: what happened since did not happen. */
  restore(revision: number): void {
    while ((this.#changes.at(-1)?.revision ?? 0) > revision) this.#changes.pop();
    this.#revision = revision;
    this.#forgotten = Math.min(this.#forgotten, revision);
  }

  /** @returns what a watch tells of it */
  write(path: string, key: string, object: Raw | undefined): Change | undefined {
    const before = this.at(path).get(key);
    if (object === undefined && before === undefined) return undefined;
    this.#revision += 1;
    const type = object === undefined ? 'DELETED' : before === undefined ? 'ADDED' : 'MODIFIED';
    const change: Change = {
      ...{ revision: this.#revision, path, type, key },
      object: withVersion(object ?? before ?? {}, this.#revision),
    };
    this.#changes.push(change);
    return change;
  }

  since(path: string, revision: number): readonly Change[] {
    return this.#changes.filter((change) => change.path === path && change.revision > revision);
  }

  /** The objects at a revision, by key in order; now, unless told. */
  at(path: string, revision = this.#revision): ReadonlyMap<string, Raw> {
    const objects = new Map<string, Raw>();
    for (const change of this.#changes) {
      if (change.path !== path || change.revision > revision) continue;
      if (change.type === 'DELETED') objects.delete(change.key);
      else objects.set(change.key, change.object);
    }
    return new Map([...objects].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

function withVersion(object: Raw, revision: number): Raw {
  const metadata = typeof object['metadata'] === 'object' ? object['metadata'] : {};
  return { ...object, metadata: { ...metadata, resourceVersion: String(revision) } };
}
