import type { Ingress } from '#shared/domain/objects.ts';
import type { TlsWish } from '#shared/domain/site.ts';
import { quoted } from '../text.ts';
import { secretOf } from './secrets.ts';

/**
 * cert-manager keeps a certificate for the hosts of each TLS section that names a Secret, where an annotation asks for it
 * (cert-manager, "Annotated Ingress resource"); of other hosts of the object it knows nothing.
 */
export function certManagerWish(ingress: Ingress, host: string): TlsWish | undefined {
  const issuer = issuerOf(ingress.annotations);
  if (issuer === undefined) return undefined;
  const secret = secretOf(ingress, host);
  return secret === undefined ? undefined : { managedBy: 'cert-manager', detail: `${issuer}, ${secret}` };
}

function issuerOf(annotations: Ingress['annotations']): string | undefined {
  const { [clusterIssuer]: ofCluster, [issuer]: ofNamespace, [issuerKind]: kind = 'Issuer' } = annotations;
  if (ofCluster !== undefined) return issuerText('ClusterIssuer', ofCluster);
  if (ofNamespace !== undefined) return issuerText(kind, ofNamespace);
  return annotations[acme] === 'true' ? 'its default issuer' : undefined;
}

export const issuerText = (kind: string, name: string): string =>
  `${/^\w{1,63}$/.test(kind) ? kind : 'Issuer'} ${quoted(name)}`;

const clusterIssuer = 'cert-manager.io/cluster-issuer';
const issuer = 'cert-manager.io/issuer';
const issuerKind = 'cert-manager.io/issuer-kind';
const acme = 'kubernetes.io/tls-acme';
