import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import * as z from 'zod';

const Body = z.object({ schema: z.unknown() });
const Content = z.record(z.string(), Body);
const Operation = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean().optional() })).default([]),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.optional() })),
});
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

export interface Exchanged {
  /** Of the document, e.g. `/monitors/{id}`. */
  readonly path: string;
  readonly method: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
}

/** What an exchange has that the document does not know; empty where it is as the document says. */
export type Judge = (exchanged: Exchanged) => readonly string[];

/** Reads an OpenAPI 3.0 document. Objects that it lists the properties of may have no others. @throws Error where it is none */
export function openDocument(file: string): Judge {
  const { paths, components } = Document.parse(parse(readFileSync(file, 'utf8')));
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ $id: 'document', components: asJsonSchema(components) });
  const validators = new Map<unknown, ValidateFunction>();
  const validate = (schema: unknown, value: unknown, what: string): readonly string[] => {
    const known = validators.get(schema) ?? ajv.compile(asSchema(schema));
    validators.set(schema, known);
    if (known(value)) return [];
    return (known.errors ?? []).map(
      ({ instancePath, message, params }) => `${what}${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
  return ({ path, method, query, body, status, answer }) => {
    const operation = paths[path]?.[method.toLowerCase()];
    if (operation === undefined) return [`no operation ${method} ${path}`];
    const known = operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name);
    const strange = Object.keys(query).filter((name) => !known.includes(name));
    const response = operation.responses[status];
    const [asked] = Object.values(operation.requestBody?.content ?? {});
    const told = response?.content?.['application/json'];
    return [
      ...strange.map((name) => `no parameter ${name}`),
      ...(asked === undefined ? [] : validate(asked.schema, body, 'request')),
      ...(response === undefined ? [`no status ${status}`] : []),
      ...(told === undefined ? [] : validate(told.schema, answer, 'answer')),
    ];
  };
}

const asSchema = (schema: unknown): object => {
  const converted = asJsonSchema(schema);
  if (typeof converted !== 'object' || converted === null) throw new Error('no schema');
  return converted;
};

/** OpenAPI 3.0's words in those of JSON Schema: `nullable`, references, bounds that are flags, patterns with slashes. */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const schema: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) if (!notJsonSchema.includes(name)) schema[name] = asJsonSchema(one);
  const { $ref, pattern, properties, oneOf } = schema;
  if (typeof $ref === 'string') return { $ref: `document${$ref}` };
  if (typeof pattern === 'string') schema['pattern'] = pattern.replace(/^\/(.*)\/$/, '$1');
  if (properties !== undefined) schema['additionalProperties'] ??= false;
  // "A date or a text", of which the date is written as "anything": both are right then.
  if (Array.isArray(oneOf) && oneOf.some(isAnything)) delete schema['oneOf'];
  return 'nullable' in value && value.nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}

const notJsonSchema = ['nullable', 'exclusiveMinimum', 'exclusiveMaximum', 'discriminator'];

const isAnything = (schema: unknown): boolean => JSON.stringify(schema) === '{}';
