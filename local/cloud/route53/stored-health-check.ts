import * as z from 'zod';
import type { XmlTree } from './xml-out.ts';

/** Elements as they came, so that they go back as they came. */
export const Tree: z.ZodType<XmlTree> = z.lazy(() =>
  z.union([z.string(), z.record(z.string(), z.union([Tree, z.array(Tree)]))]),
);

/** A health check as it is remembered; a deleted one still holds its caller reference. */
export const StoredHealthCheck = z.strictObject({ callerReference: z.string(), config: Tree, deleted: z.boolean() });
export type StoredHealthCheck = z.output<typeof StoredHealthCheck>;

/** A health check that was there from the beginning. */
export const givenHealthCheck = (id: string): StoredHealthCheck => ({
  callerReference: id,
  config: { Type: 'TCP', IPAddress: '192.0.2.1' },
  deleted: false,
});

/** Ids of the health checks that record sets may name. */
export const checksOf = ({
  healthChecks,
}: {
  readonly healthChecks: ReadonlyMap<string, StoredHealthCheck>;
}): ReadonlySet<string> => new Set([...healthChecks].filter(([, { deleted }]) => !deleted).map(([id]) => id));
