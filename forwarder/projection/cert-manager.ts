import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import type { CertManagerCertificate } from '#shared/domain/objects.ts';
import { below, type Field, present, type Reading, readText, readTexts } from './fields.ts';

/** Names only (cert-manager, API reference, "Certificate"): which Secret it fills, for whom, and who issues it. */
export function readCertManagerCertificate(
  reading: Reading,
  object: Field,
): Omit<CertManagerCertificate, 'kind' | keyof ObjectMeta> {
  const spec = below(reading, object, 'spec');
  const issuer = below(reading, spec, 'issuerRef');
  return {
    dnsNames: readTexts(reading, below(reading, spec, 'dnsNames')),
    ...present({
      secretName: readText(reading, below(reading, spec, 'secretName')),
      commonName: readText(reading, below(reading, spec, 'commonName')),
      issuerKind: readText(reading, below(reading, issuer, 'kind')),
      issuerName: readText(reading, below(reading, issuer, 'name')),
    }),
  };
}
