import { splitKey } from '#shared/domain/keys.ts';
import {
  certManagerKind,
  ingressRouteKinds,
  type KindId,
  kindIdOf,
  routeKinds,
  splitKindId,
} from '#shared/domain/kinds.ts';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import { namespacePrefix, type ObjectRow, objectsOf } from '#shared/rows/object-rows.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import { type KeptSecrets, keptSecretsOf } from '../wishes/tls/kept-secrets.ts';
import { namespacesOfSecrets } from '../wishes/tls/secrets.ts';

interface Of {
  readonly drain: ClaimsDrain;
  readonly cluster: string;
}

/** Of so many namespaces each is read by itself, of more the whole cluster. */
const fewNamespaces = 8;

/** What cert-manager keeps for these objects, whose Secrets are in their namespaces, but for those of Gateways; undefined where no certificate is ours anyway. */
export async function readKeptSecrets(of: Of, refs: readonly ObjectRef[]): Promise<KeptSecrets | undefined> {
  if (!hasCertificates(of)) return undefined;
  const asking = refs.filter((ref) => isOf(ref, insideKinds));
  const rows = await readIn(
    of,
    certManagerKind,
    refs.some((ref) => isOf(ref, routeKinds)) ? 'all' : namespacesOf(asking),
  );
  return keptSecretsOf(
    rows.flatMap(({ object }) => (object?.kind === certManagerKind && object.form === 'full' ? [object] : [])),
  );
}

/** The objects whose certificates are kept by somebody else, perhaps, now that these have changed. */
export async function keptOtherwise(of: Of, changed: readonly ObjectRef[]): Promise<readonly ObjectRow[]> {
  const certificates = changed.filter((ref) => idOf(ref) === certManagerKind);
  if (certificates.length === 0 || !hasCertificates(of)) return [];
  const namespaces = namespacesOf(certificates);
  const rows = await Promise.all([
    ...insideKinds.map((kind) => readIn(of, kind, namespaces)),
    ...routeKinds.map((kind) => readIn(of, kind, 'all')),
  ]);
  const isNear = (object: ProjectedObject): boolean =>
    namespacesOfSecrets(object).some((one) => namespaces.includes(one));
  return rows.flat().filter(({ object }) => object !== undefined && isNear(object));
}

/** Kinds whose objects name Secrets of their own namespace. */
const insideKinds = ['networking.k8s.io/Ingress', ...ingressRouteKinds] as const;

const isOf = (ref: ObjectRef, kinds: readonly KindId[]): boolean => kinds.some((id) => id === idOf(ref));

const idOf = ({ apiGroup, kind }: ObjectRef): string => kindIdOf(apiGroup, kind);

const hasCertificates = ({ drain, cluster }: Of): boolean =>
  drain.configuration.document.edges.some((edge) => edge.cluster === cluster && edge.certificates.mode !== 'off');

const namespacesOf = (refs: readonly ObjectRef[]): readonly string[] => [
  ...new Set(refs.map(({ key }) => splitKey(key).namespace)),
];

async function readIn({ drain, cluster }: Of, kind: KindId, namespaces: readonly string[] | 'all') {
  const partition = objectsOf({ cluster, ...splitKindId(kind) });
  const isAll = namespaces === 'all' || namespaces.length > fewNamespaces;
  const ranges = isAll ? [{}] : namespaces.map((one) => ({ prefix: namespacePrefix(one) }));
  const found = await Promise.all(ranges.map((range) => drain.table.query(partition, range)));
  return found.flat().map(({ row }) => row);
}
