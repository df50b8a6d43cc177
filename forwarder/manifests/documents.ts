import { type Document, LineCounter, parseAllDocuments } from 'yaml';
import type { File, ProjectedObject } from '#shared/domain/objects.ts';
import { project } from '../project.ts';
import { describeValue, isRecord } from '../projection/fields.ts';
import { splitYaml } from './split-yaml.ts';

/** An object and the document of its file that it stands in, counted from 1. */
export interface Placed {
  readonly document: number;
  readonly object: ProjectedObject;
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
  readonly placed: Placed[];
  readonly problems: DocumentProblem[];
  whole: boolean;
}

/** Reads YAML of several documents, or JSON where the path says so; Lists are taken apart. Never throws. */
export function readDocuments(path: string, text: string): Reading {
  const draft: Draft = { placed: [], problems: [], whole: true };
  if (path.endsWith('.json')) readJson(draft, text);
  else readYaml(draft, text);
  return draft;
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
    addBroken(draft, 1, messageOf(error));
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
      readDocument(draft, number, document, (at) => placeOf(lines, at, line));
    }
    if (!Array.isArray(parsed) || parsed.length === 0) number += 1;
  }
}

const placeOf = (lines: LineCounter, at: number, firstLine: number): string => {
  const { line, col } = lines.linePos(at);
  return `at line ${line + firstLine}, column ${col}`;
};

function readDocument(draft: Draft, number: number, document: Document.Parsed, place: (at: number) => string): void {
  const [error] = document.errors;
  if (error !== undefined) {
    addBroken(draft, number, `${messageOf(error)} ${place(error.pos[0])}`);
    return;
  }
  try {
    // Anchors may be used freely, yet not to make a lot of little: the library stops at so many aliases.
    addRaw(draft, number, document.toJS({ maxAliasCount: 100 }));
  } catch (thrown) {
    addBroken(draft, number, messageOf(thrown));
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

/** An object, or those of a List; the items of a typed List need not repeat what they are. */
function itemsOf(raw: unknown, depth = 0): readonly unknown[] {
  if (raw === null || raw === undefined) return [];
  if (!isRecord(raw) || depth === listDepth) return [raw];
  const { apiVersion, kind, items } = raw;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return [raw];
  const named = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
  return items.flatMap((item: unknown) => itemsOf(isRecord(item) ? { ...named, ...item } : item, depth + 1));
}

function addProjected(draft: Draft, document: number, raw: unknown): void {
  const projection = project(raw);
  if (projection.result === 'object') draft.placed.push({ document, object: projection.object });
  if (projection.result !== 'unreadable') return;
  if (projection.partial) draft.whole = false;
  draft.problems.push({ document, reason: 'InvalidObject', message: projection.message });
}

/**
 * Begun and not yet written to the end, or written without what makes it an object. Files of other programs (a chart's,
 * a kustomization) have apiVersion or kind too, yet neither metadata nor spec.
 */
function isHalf(object: Readonly<Record<string, unknown>>): boolean {
  const { apiVersion, kind } = object;
  if (apiVersion === undefined && kind === undefined) return false;
  if (Object.keys(object).every((name) => name === 'apiVersion' || name === 'kind')) return true;
  if (typeof apiVersion === 'string' && typeof kind === 'string') return false;
  return 'metadata' in object || 'spec' in object || (typeof kind === 'string' && ownKinds.includes(kind));
}

const ownKinds = ['Ingress', 'IngressClass', 'Service', 'Namespace', 'List'];
const listDepth = 4;

function addBroken(draft: Draft, document: number, message: string): void {
  draft.whole = false;
  draft.problems.push({ document, reason: 'Unparsable', message });
}

/** The first line; the library shows the place on the lines below. */
function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').replace(/:$/, '').slice(0, 500);
}
