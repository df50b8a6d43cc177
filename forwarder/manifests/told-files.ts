import type { KindId } from '#shared/domain/kinds.ts';
import type { File, ProjectedObject } from '#shared/domain/objects.ts';
import type { ObjectSink, ObjectSource } from '../ports.ts';

const fileKind = 'firstlight.dev/File';

/** A source, and what it tells of files that cannot be read as written. */
export interface ToldFiles {
  readonly source: ObjectSource;
  /** As they stand now. */
  files(): readonly File[];
}

/** @param hear is told of each problem that is new, and of those that are over. */
export function toldFiles(
  source: ObjectSource,
  hear: (file: File, state: 'new' | 'over') => void = () => undefined,
): ToldFiles {
  const files = new Map<string, File>();
  const hold = (object: ProjectedObject): void => {
    if (object.kind !== fileKind || object.form !== 'full') return;
    const before = files.get(object.key);
    files.set(object.key, object);
    if (before?.message !== object.message) hear(object, 'new');
  };
  const drop = (kind: KindId, key: string): void => {
    const file = kind === fileKind ? files.get(key) : undefined;
    if (file === undefined) return;
    files.delete(key);
    hear(file, 'over');
  };
  const listening = (sink: ObjectSink): ObjectSink => ({
    listed(kind, objects) {
      const there = new Set(objects.map(({ key }) => key));
      if (kind === fileKind) for (const key of [...files.keys()]) if (!there.has(key)) drop(kind, key);
      for (const object of objects) hold(object);
      sink.listed(kind, objects);
    },
    notListed: (kind, state, message) => sink.notListed(kind, state, message),
    upsert(object) {
      hold(object);
      sink.upsert(object);
    },
    remove(kind, key) {
      drop(kind, key);
      sink.remove(kind, key);
    },
    absenceKnown: (known) => sink.absenceKnown(known),
  });
  return {
    source: {
      kinds: source.kinds,
      start: (sink) => source.start(listening(sink)),
      stop: () => source.stop(),
      pause: () => source.pause(),
      resume: () => source.resume(),
    },
    files: () => [...files.values()],
  };
}
