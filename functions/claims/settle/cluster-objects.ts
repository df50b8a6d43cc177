import type { IngressClass } from '#shared/domain/objects.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import { kindRows, type ObjectRow, objectsOf, type SettledClaim } from '#shared/rows/object-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { asksForDefaultClass } from '../wishes/edges.ts';

/** All rows of one kind of a cluster, tombstones too. */
export const rowsOfKind = async (
  drain: Drain,
  kind: Pick<ObjectRef, 'cluster' | 'apiGroup' | 'kind'>,
): Promise<readonly ObjectRow[]> => (await drain.table.query(objectsOf(kind))).map(({ row }) => row);

export async function readIngressClasses(drain: Drain, cluster: string): Promise<readonly IngressClass[]> {
  const rows = await rowsOfKind(drain, { cluster, apiGroup: 'networking.k8s.io', kind: 'IngressClass' });
  return rows.flatMap(({ object }) =>
    object?.kind === 'networking.k8s.io/IngressClass' && object.form === 'full' ? [object] : [],
  );
}

/** Ingresses whose meaning depends on which class is the default. */
export async function defaultClassIngresses(drain: Drain, cluster: string): Promise<readonly ObjectRow[]> {
  const rows = await rowsOfKind(drain, { cluster, apiGroup: 'networking.k8s.io', kind: 'Ingress' });
  return rows.filter(
    ({ object }) =>
      object?.kind === 'networking.k8s.io/Ingress' && object.form === 'full' && asksForDefaultClass(object),
  );
}

const isUndecided = ({ verdict, reason }: SettledClaim): boolean =>
  verdict === 'refused' && (reason === 'ZoneNotRead' || reason === 'Waiting');

/** Objects with a claim that is decided once a zone was read, or a cluster has said what it has. */
export async function undecidedObjects(drain: Drain, cluster: string): Promise<readonly ObjectRow[]> {
  const kinds = (await drain.table.query(kindRows(cluster))).map(({ row }) => row);
  const rows = await Promise.all(kinds.map((kind) => rowsOfKind(drain, { cluster, ...kind })));
  return rows.flat().filter((row) => row.claims.some(isUndecided));
}
