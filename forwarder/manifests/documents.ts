import { type Document, type ParsedNode, parseAllDocuments } from 'yaml';
import type { File, ProjectedObject } from '#shared/domain/objects.ts';
import { project } from '../project.ts';
import { describeValue, isRecord } from '../projection/fields.ts';

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
  // Anchors may be used freely, yet not to make little text into a lot: toJS stops at the given number of aliases.
  const documents = parseAllDocuments(text, { logLevel: 'silent', merge: true, prettyErrors: true });
  for (const [index, document] of (Array.isArray(documents) ? documents : []).entries()) {
    readDocument(draft, index + 1, document);
  }
}

function readDocument(draft: Draft, number: number, document: Document.Parsed<ParsedNode>): void {
  const [error] = document.errors;
  try {
    if (error !== undefined) throw error;
    addRaw(draft, number, document.toJS({ maxAliasCount: 100 }));
  } catch (thrown) {
    addBroken(draft, number, messageOf(thrown));
  }
}

function addRaw(draft: Draft, document: number, raw: unknown): void {
  for (const item of itemsOf(raw)) {
    if (!isRecord(item)) addBroken(draft, document, `is ${describeValue(item)}, not an object`);
    else if (isHalf(item)) addBroken(draft, document, 'needs both apiVersion and kind');
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

/** One of the two is there, so the other is still to be written; what has neither is some other program's file. */
function isHalf({ apiVersion, kind }: Readonly<Record<string, unknown>>): boolean {
  if (apiVersion !== undefined) return typeof apiVersion !== 'string' || typeof kind !== 'string';
  return typeof kind === 'string' && ownKinds.includes(kind);
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
