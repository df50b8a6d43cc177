import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as z from 'zod';
import { type RequestedChange, ResourceRecordSet } from './record-set.ts';
import { invalidInput, malformedInput, type Refusal } from './refusal.ts';

export interface ChangeBatch {
  readonly changes: readonly RequestedChange[];
  readonly comment?: string;
}

const root = 'ChangeResourceRecordSetsRequest';
const lists = new Set(['Change', 'ResourceRecord', 'ResourceId', 'Tag']);

// Entities are decoded below: the parser's own decoding has limits that a full batch of quoted TXT values can reach.
const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  isArray: (tag, path) => lists.has(tag) || String(path).endsWith('RemoveTagKeys.Key'),
});

const Body = z.strictObject({
  ChangeBatch: z.strictObject({
    Comment: z.string().max(256).optional(),
    Changes: z.strictObject({
      Change: z.array(z.strictObject({ Action: z.enum(['CREATE', 'DELETE', 'UPSERT']), ResourceRecordSet })).min(1),
    }),
  }),
});

/** Reads the body of ChangeResourceRecordSets; unknown elements and wrong lengths are refused as the real schema does. */
export function readChangeBatch(xml: string): ChangeBatch | Refusal {
  const document = parseDocument(xml, root);
  if ('code' in document) return document;
  const body = Body.safeParse(document.tree);
  if (!body.success) return invalidInput(`Invalid XML ; ${describe(body.error)}`);
  const { Changes, Comment } = body.data.ChangeBatch;
  const changes = Changes.Change.map((change) => ({ action: change.Action, set: change.ResourceRecordSet }));
  return Comment === undefined ? { changes } : { changes, comment: Comment };
}

/** The content of a request's root element, as text and nested objects. */
export function parseDocument(xml: string, expected: string): { readonly tree: unknown } | Refusal {
  const parsed = readTree(parseXml(xml));
  if (!isTree(parsed)) return malformedInput('The XML you provided was not well formed');
  if (!Object.hasOwn(parsed, expected)) return malformedInput(`The request is not valid, expected ${expected}`);
  return { tree: parsed[expected] };
}

function parseXml(xml: string): unknown {
  try {
    return XMLValidator.validate(xml) === true ? parser.parse(xml) : undefined;
  } catch {
    // The parser throws on element names that are dangerous in JavaScript, such as __proto__.
    return undefined;
  }
}

const isTree = (tree: unknown): tree is Readonly<Record<string, unknown>> => typeof tree === 'object' && tree !== null;

/** Decodes text and drops the white space between elements. */
function readTree(tree: unknown): unknown {
  if (typeof tree === 'string') return decodeEntities(tree);
  if (Array.isArray(tree)) return tree.map(readTree);
  if (!isTree(tree)) return tree;
  const children = Object.entries(tree).filter(([tag, child]) => tag !== '#text' || !isBlank(child));
  return Object.fromEntries(children.map(([tag, child]) => [tag, readTree(child)]));
}

const isBlank = (text: unknown): boolean => typeof text === 'string' && text.trim() === '';

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const decodeEntities = (text: string): string =>
  text.replaceAll(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'invalid' : `${issue.path.join('.')}: ${issue.message}`;
}
