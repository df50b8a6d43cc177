import type { File } from '#shared/domain/objects.ts';
import type { RawSink, ReducedObject, ToldId } from '../joins/raw-source.ts';

/** A directory that cannot be listed. */
export interface Unlisted {
  readonly name: string;
  readonly error: unknown;
  readonly kinds: readonly ToldId[];
  /** What was told last. */
  readonly told: ReadonlyMap<string, ReducedObject>;
}

const fileKind = 'firstlight.dev/File';

/** Freezes every kind of the cluster, and tells of the directory beside the files that were told of already. */
export function tellUnlisted(sink: RawSink, { name, error, kinds, told }: Unlisted): void {
  const message = `${name} cannot be listed: ${textOf(error)}`;
  for (const kind of kinds) if (kind !== fileKind) sink.notListed(kind, 'forbidden', message);
  const files = [...told.values()].filter(({ kind }) => kind === fileKind);
  sink.listed(fileKind, [...files, directoryItself(name, error)]);
}

function directoryItself(name: string, error: unknown): File {
  const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  const why = isGone ? 'is not there' : `cannot be listed (${textOf(error)})`;
  const message = `${name.slice(0, 500)} ${why.slice(0, 500)}; nothing changes until it is back`.toWellFormed();
  return { kind: fileKind, form: 'full', key: '/.', reason: 'Unparsable', message };
}

export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
