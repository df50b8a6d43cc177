import { splitKey } from '#shared/domain/keys.ts';
import { certManagerKind, type KindId, kindIds, splitKindId } from '#shared/domain/kinds.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import { namespacePrefix, type ObjectRow, objectsOf } from '#shared/rows/object-rows.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import { type KeptSecrets, keptSecretsOf } from '../wishes/tls/kept-secrets.ts';
import { namesSecret } from '../wishes/tls/secrets.ts';

interface Of {
  readonly drain: ClaimsDrain;
  readonly cluster: string;
}

/** Of so many namespaces each is read by itself, of more the whole cluster. */
const fewNamespaces = 8;

/** What cert-manager keeps for these objects, in their namespaces; undefined where no certificate is ours anyway. */
export async function readKeptSecrets(of: Of, refs: readonly ObjectRef[]): Promise<KeptSecrets | undefined> {
  if (!hasCertificates(of)) return undefined;
  const rows = await readIn(of, certManagerKind, namespacesOf(refs.filter(isAsking)));
  return keptSecretsOf(
    rows.flatMap(({ object }) => (object?.kind === certManagerKind && object.form === 'full' ? [object] : [])),
  );
}

/** The objects whose certificates are kept by somebody else, perhaps, now that these have changed. */
export async function keptOtherwise(of: Of, changed: readonly ObjectRef[]): Promise<readonly ObjectRow[]> {
  const certificates = changed.filter(({ apiGroup, kind }) => `${apiGroup}/${kind}` === certManagerKind);
  if (certificates.length === 0 || !hasCertificates(of)) return [];
  const namespaces = namespacesOf(certificates);
  const rows = await Promise.all(askingKinds.map((kind) => readIn(of, kind, namespaces)));
  return rows.flat().filter(({ object }) => object?.form === 'full' && namesSecret(object));
}

/** Kinds whose objects name the Secret of a host. */
const askingKinds = kindIds.filter((id): id is KindId => /\/(Ingress|IngressRoute)$/.test(id));

const isAsking = ({ apiGroup, kind }: ObjectRef): boolean => askingKinds.some((id) => id === `${apiGroup}/${kind}`);

const hasCertificates = ({ drain, cluster }: Of): boolean =>
  drain.configuration.document.edges.some((edge) => edge.cluster === cluster && edge.certificates.mode !== 'off');

const namespacesOf = (refs: readonly ObjectRef[]): readonly string[] => [
  ...new Set(refs.map(({ key }) => splitKey(key).namespace)),
];

async function readIn({ drain, cluster }: Of, kind: KindId, namespaces: readonly string[]) {
  const partition = objectsOf({ cluster, ...splitKindId(kind) });
  const ranges = namespaces.length > fewNamespaces ? [{}] : namespaces.map((one) => ({ prefix: namespacePrefix(one) }));
  const found = await Promise.all(ranges.map((range) => drain.table.query(partition, range)));
  return found.flat().map(({ row }) => row);
}
