import { createHash } from 'node:crypto';
import { compareKeys, keyLimitBytes } from '#shared/domain/keys.ts';
import type { File } from '#shared/domain/objects.ts';
import { messageTextLimit, utf8Bytes } from '#shared/domain/wire-limits.ts';
import type { ReducedObject } from '../joins/raw-source.ts';
import type { DocumentProblem, Placed, Reading } from './documents.ts';

/** A file's newest reading, and while that is not whole the objects of earlier ones that are not in it. */
export interface Known {
  readonly reading: Reading;
  readonly kept: readonly Placed[];
}

/** All that a directory says. */
export interface Catalogue {
  readonly objects: ReadonlyMap<string, ReducedObject>;
  /** False while some file may hold objects that could not be made out. */
  readonly absenceKnown: boolean;
}

export const idOf = (object: Pick<ReducedObject, 'kind' | 'key'>): string => `${object.kind} ${object.key}`;

/** Carries on what a file held until it can be read as a whole again. */
export function know(before: Known | undefined, reading: Reading): Known {
  if (reading.whole || before === undefined) return { reading, kept: [] };
  const there = new Set(reading.placed.map((placed) => idOf(placed.object)));
  const kept = [...before.reading.placed, ...before.kept].filter((placed) => !there.has(idOf(placed.object)));
  return { reading, kept };
}

/** Joins the files: of two objects of one key the first in the order of paths and documents wins. */
export function catalogue(files: ReadonlyMap<string, Known>): Catalogue {
  const paths = [...files.keys()].sort(compareKeys);
  const winners = new Map<string, Winner>();
  const problems: File[] = [];
  let absenceKnown = true;
  for (const path of paths) {
    const known = files.get(path);
    if (known === undefined) continue;
    const { reading } = known;
    absenceKnown &&= reading.whole;
    const found = [...reading.problems, ...reading.placed.flatMap((placed) => contest(winners, path, placed))];
    problems.push(...describe(path, found, staying(known)));
  }
  const objects = new Map([...winners].map(([id, winner]) => [id, winner.object]));
  for (const path of paths) {
    for (const { object } of files.get(path)?.kept ?? [])
      if (!objects.has(idOf(object))) objects.set(idOf(object), object);
  }
  for (const problem of problems) objects.set(idOf(problem), problem);
  return { objects, absenceKnown };
}

interface Winner extends Placed {
  readonly path: string;
}

function contest(winners: Map<string, Winner>, path: string, placed: Placed): DocumentProblem[] {
  const id = idOf(placed.object);
  const winner = winners.get(id);
  if (winner === undefined) {
    winners.set(id, { ...placed, path });
    return [];
  }
  const kind = placed.object.kind.slice(placed.object.kind.lastIndexOf('/') + 1);
  const place = `${winner.path}#${winner.document}`;
  const message = `${kind} ${placed.object.key} stands in ${place} already, which holds: remove one`;
  return [{ document: placed.document, reason: 'DuplicateObject', message }];
}

/** One object for each document with problems; what cannot be parsed comes first. */
function describe(path: string, problems: readonly DocumentProblem[], staying: string): File[] {
  const documents = Map.groupBy(problems, (problem) => problem.document);
  return [...documents].flatMap(([document, [first, ...rest]]) => {
    if (first === undefined) return [];
    const more = rest.length === 0 ? '' : ` (and ${rest.length} more)`;
    const end = first.reason === 'Unparsable' ? `${more}${staying}` : more;
    const message = `${first.message.slice(0, messageTextLimit - 150)}${end}`.toWellFormed();
    return { kind: 'firstlight.dev/File', form: 'full', key: fileKey(path, document), reason: first.reason, message };
  });
}

/** What the file held before, for the message: nothing of it goes. */
function staying({ kept }: Known): string {
  if (kept.length === 0) return '';
  return `. ${kept.length === 1 ? 'Its 1 known object stays' : `Its ${kept.length} known objects stay`}`;
}

/** `/<path>#<n>`; a path that is too long for a key keeps its end, with a hash of the whole before it. */
export function fileKey(path: string, document: number): string {
  const key = `/${path.toWellFormed()}#${document}`;
  if (utf8Bytes(key) <= keyLimitBytes) return key;
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 12);
  let end = key.slice(-200);
  while (utf8Bytes(end) > keyLimitBytes - 20) end = end.slice(20);
  return `/${hash}…${end}`.toWellFormed();
}
