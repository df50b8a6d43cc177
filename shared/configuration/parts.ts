import * as z from 'zod';
import { certificates, certificatesMode } from './edge-schema.ts';
import * as schema from './schema.ts';

/** An entry of a list together with its place in it. */
export interface Entry<T> {
  readonly index: number;
  readonly value: T;
}

/** What can be read of each list: a field that is wrong by itself is undefined here. */
export interface Parts {
  readonly zones: Entries<ReadZone>;
  readonly clusters: Entries<ReadCluster>;
  readonly edges: Entries<ReadEdge>;
  readonly rules: Entries<ReadRule>;
}

/** `complete` tells whether what other parts refer to could be read in every entry. */
export interface Entries<T> {
  readonly entries: readonly Entry<T>[];
  readonly complete: boolean;
}

export type ReadZone = z.output<typeof zone>;
export type ReadCluster = z.output<typeof cluster>;
export type ReadEdge = z.output<typeof edge>;
type ReadRule = z.output<typeof rule>;

const { name, id, view, adopt } = schema.zone.shape;
/** Whether they are there is what counts, and a wrong one is. */
const access = { roleArn: z.unknown().optional(), externalId: z.unknown().optional() };
const zone = z.object({
  name: given(name),
  id: given(id),
  view: given(view),
  adopt: each(adopt.unwrap().element),
  ...access,
});

const written = schema.cluster.in.shape;
const cluster = z
  .object({ name: given(written.name), ownerId: written.ownerId.optional().catch('') })
  .transform((value) => ({
    name: value.name,
    ownerId: value.ownerId === '' ? undefined : (value.ownerId ?? value.name),
  }));

const there = z.unknown().optional();
const { shape } = schema.edge.in;
const edge = z.object({
  name: given(shape.name),
  cluster: given(shape.cluster),
  view: given(shape.view),
  classes: each(shape.classes.unwrap().element),
  gateways: each(shape.gateways.unwrap().element),
  entryPoints: each(shape.entryPoints.unwrap().element),
  domains: each(shape.domains.element),
  loadBalancer: given(
    z.object({
      create: there,
      use: given(z.object({ hostedZoneId: given(id), arn: there, tags: there })),
      addresses: there,
    }),
  ),
  certificates: given(z.object({ mode: given(certificatesMode), most: given(certificates.shape.most) })),
  ...access,
});

const rule = z.object({ cluster: given(schema.hostRule.shape.cluster) });

/** Takes apart what was written, so that one bad field does not hide what is wrong with the others. */
export function takeApart(raw: unknown): Parts {
  return {
    zones: entriesOf(member(raw, 'zones'), zone, (one) => one.name !== undefined && one.view !== undefined),
    clusters: entriesOf(member(raw, 'clusters'), cluster, (one) => one.name !== undefined),
    edges: entriesOf(member(raw, 'edges'), edge, (one) => one.name !== undefined),
    rules: entriesOf(member(member(raw, 'hosts'), 'rules') ?? [], rule, () => true),
  };
}

/** The member of an object, undefined for anything that is not one. */
export function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

function entriesOf<T>(list: unknown, part: z.ZodType<T>, isRead: (value: T) => boolean): Entries<T> {
  if (!Array.isArray(list)) return { entries: [], complete: false };
  const entries = list.flatMap((item: unknown, index): Entry<T>[] => {
    const parsed = part.safeParse(item);
    return parsed.success ? [{ index, value: parsed.data }] : [];
  });
  return { entries, complete: entries.length === list.length && entries.every(({ value }) => isRead(value)) };
}

function given<Part extends z.ZodType>(part: Part) {
  return part.optional().catch(undefined);
}

function each<Item extends z.ZodType>(item: Item) {
  return z.array(given(item)).catch([]);
}
