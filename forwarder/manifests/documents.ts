import { type Document, LineCounter, parseAllDocuments } from 'yaml';
import type { File } from '#shared/domain/objects.ts';
import type { ReducedObject } from '../joins/raw-source.ts';
import { project } from '../project.ts';
import { describeValue, isRecord } from '../projection/fields.ts';
import { breakageOf, brokenJson, firstLine, type Location } from './breakage.ts';
import { isHalf, itemsOf } from './items.ts';
import { splitYaml } from './split-yaml.ts';

/** An object and the document of its file that it stands in, counted from 1. */
export interface Placed {
  readonly document: number;
  readonly object: ReducedObject;
}

export interface DocumentProblem {
  readonly document: number;
  readonly reason: File['reason'];
  readonly message: string;
}

/** What a manifest file holds. `whole` is false when it may hold objects that could not be made out. */
export interface Reading {
  readonly placed: readonly Placed[];
  readonly problems: readonly DocumentProblem[];
  readonly whole: boolean;
}

interface Draft {
  readonly path: string;
  readonly placed: Placed[];
  readonly problems: DocumentProblem[];
  whole: boolean;
}

/** Reads YAML of several documents, or JSON where the path says so; Lists are taken apart. Never throws. */
export function readDocuments(path: string, text: string): Reading {
  const draft: Draft = { path, placed: [], problems: [], whole: true };
  if (path.endsWith('.json')) readJson(draft, text);
  else readYaml(draft, text);
  const { placed, problems, whole } = draft;
  return { placed, problems, whole };
}

/** A file of which nothing could be made out. */
export const unreadable = (message: string): Reading => ({
  placed: [],
  problems: [{ document: 1, reason: 'Unparsable', message }],
  whole: false,
});

function readJson(draft: Draft, text: string): void {
  try {
    addRaw(draft, 1, JSON.parse(text));
  } catch (error) {
    addBroken(draft, 1, brokenJson(draft.path, error));
  }
}

function readYaml(draft: Draft, text: string): void {
  let number = 0;
  for (const { line, text: chunk } of splitYaml(text)) {
    const lines = new LineCounter();
    const parsed = parseAllDocuments(chunk, {
      logLevel: 'silent',
      merge: true,
      prettyErrors: false,
      lineCounter: lines,
    });
    for (const document of Array.isArray(parsed) ? parsed : []) {
      number += 1;
      readDocument(draft, number, document, { path: draft.path, lines, linesBefore: line });
    }
    if (!Array.isArray(parsed) || parsed.length === 0) number += 1;
  }
}

function readDocument(draft: Draft, number: number, document: Document.Parsed, location: Location): void {
  const broken = breakageOf(document, location);
  if (broken !== undefined) {
    addBroken(draft, number, broken);
    return;
  }
  try {
    // Anchors may be used freely, yet not to make a lot of little: the library stops at so many aliases.
    addRaw(draft, number, document.toJS({ maxAliasCount: 100 }));
  } catch (thrown) {
    addBroken(draft, number, `${draft.path}: broken YAML (${firstLine(thrown)}); write it with fewer aliases`);
  }
}

function addRaw(draft: Draft, document: number, raw: unknown): void {
  for (const item of itemsOf(raw)) {
    if (!isRecord(item))
      addBroken(
        draft,
        document,
        `is ${describeValue(item)}, not an object; write a Kubernetes object, beginning with apiVersion and kind`,
      );
    else if (isHalf(item)) addBroken(draft, document, 'lacks apiVersion, kind or metadata.name; add what is missing');
    else addProjected(draft, document, item);
  }
}

function addProjected(draft: Draft, document: number, raw: unknown): void {
  const projection = project(raw);
  if (projection.result === 'object') draft.placed.push({ document, object: projection.object });
  if (projection.result !== 'unreadable') return;
  if (projection.partial) draft.whole = false;
  draft.problems.push({ document, reason: projection.reason, message: projection.message });
}

function addBroken(draft: Draft, document: number, message: string): void {
  draft.whole = false;
  draft.problems.push({ document, reason: 'Unparsable', message });
}
