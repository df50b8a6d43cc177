import * as z from 'zod';

/** As much of a structural schema as says which members there are (Kubernetes, "Extend the Kubernetes API with CustomResourceDefinitions"). */
export interface StructuralSchema {
  readonly type?: string | undefined;
  readonly properties?: Readonly<Record<string, StructuralSchema>> | undefined;
  readonly additionalProperties?: unknown;
  readonly items?: StructuralSchema | undefined;
  readonly required?: readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly pattern?: string | undefined;
  readonly 'x-kubernetes-int-or-string'?: boolean | undefined;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean | undefined;
}

export const structuralSchema: z.ZodType<StructuralSchema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    properties: z.record(z.string(), structuralSchema).optional(),
    additionalProperties: z.unknown().optional(),
    items: structuralSchema.optional(),
    required: z.array(z.string()).optional(),
    enum: z.array(z.unknown()).optional(),
    pattern: z.string().optional(),
    'x-kubernetes-int-or-string': z.boolean().optional(),
    'x-kubernetes-preserve-unknown-fields': z.boolean().optional(),
  }),
);

/** What an API server with strict field validation would refuse, one line each. */
export function faultsOf(schema: StructuralSchema | undefined, value: unknown, path: string): readonly string[] {
  if (schema === undefined) return [`${path}: is not known`];
  if (schema['x-kubernetes-preserve-unknown-fields'] === true || schema['x-kubernetes-int-or-string'] === true)
    return [];
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return [`${path}: is none of ${schema.enum.join(', ')}`];
  switch (schema.type) {
    case 'object':
      return z.record(z.string(), z.unknown()).safeParse(value).success
        ? membersOf(schema, Object(value), path)
        : [`${path}: is no object`];
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item: unknown, at) => faultsOf(schema.items, item, `${path}[${at}]`))
        : [`${path}: is no list`];
    case 'integer':
      return Number.isInteger(value) ? [] : [`${path}: is no whole number`];
    case 'string':
      return typeof value === 'string' && new RegExp(schema.pattern ?? '').test(value)
        ? []
        : [`${path}: is no such text`];
    default:
      return typeof value === schema.type ? [] : [`${path}: is no ${schema.type}`];
  }
}

function membersOf(schema: StructuralSchema, value: Record<string, unknown>, path: string): readonly string[] {
  const missing = (schema.required ?? [])
    .filter((name) => !(name in value))
    .map((name) => `${path}.${name}: is missing`);
  const isMap = schema.properties === undefined && schema.additionalProperties !== undefined;
  const wrong = Object.entries(value).flatMap(([name, member]) =>
    isMap ? [] : faultsOf(schema.properties?.[name], member, `${path}.${name}`),
  );
  return [...missing, ...wrong];
}
