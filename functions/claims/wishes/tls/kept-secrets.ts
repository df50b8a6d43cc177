import { readHost } from '#shared/domain/host-name.ts';
import { matchesHost } from '#shared/domain/host-pattern.ts';
import { splitKey } from '#shared/domain/keys.ts';
import type { CertManagerCertificate } from '#shared/domain/objects.ts';
import type { TlsWish } from '#shared/domain/site.ts';
import { quoted } from '../text.ts';
import { issuerText } from './cert-manager.ts';

/** cert-manager's Certificates by the Secret that they fill, `namespace/name`. */
export type KeptSecrets = ReadonlyMap<string, readonly CertManagerCertificate[]>;

export const keptSecretsOf = (certificates: readonly CertManagerCertificate[]): KeptSecrets =>
  Map.groupBy(
    certificates.filter(({ secretName }) => secretName !== undefined),
    ({ key, secretName }) => `${splitKey(key).namespace}/${secretName}`,
  );

/**
 * cert-manager keeps the certificate of a host of whose Secrets one of its Certificates fills one, for that host, whoever wrote the
 * Certificate (cert-manager, "Certificate resource"). The same words as of an annotation that asks for it.
 */
export function keptSecretWish(secrets: readonly string[], host: string, kept: KeptSecrets): TlsWish | undefined {
  for (const secret of secrets) {
    const [found] = (kept.get(secret) ?? [])
      .filter((certificate) => isFor(certificate, host))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    if (found === undefined) continue;
    const { issuerKind = 'Issuer', issuerName } = found;
    const issuer = issuerName === undefined ? `Certificate ${quoted(found.key)}` : issuerText(issuerKind, issuerName);
    return { managedBy: 'cert-manager', detail: `${issuer}, Secret ${quoted(secret)}` };
  }
  return undefined;
}

const isFor = ({ dnsNames, commonName }: CertManagerCertificate, host: string): boolean =>
  [...dnsNames, ...(commonName === undefined ? [] : [commonName])]
    .map(readHost)
    .some((read) => read.ok && (read.host === host || (!host.startsWith('*.') && matchesHost(read.host, host))));
