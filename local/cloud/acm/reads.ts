import * as z from 'zod';
import { refusals } from './answer.ts';
import { type StoredCertificate, type Validation, validationRecord } from './certificate.ts';
import { type Ask, withCertificate } from './state.ts';

const Arn = z.strictObject({ CertificateArn: z.string() });

/** API reference, DescribeCertificate. */
export function describeCertificate(ask: Ask): object {
  const read = Arn.safeParse(ask.input);
  if (!read.success) return refusals.validation('certificateArn');
  return withCertificate(ask, read.data.CertificateArn, (certificate) => ({ Certificate: detail(ask, certificate) }));
}

/** API reference, DeleteCertificate: what a service of AWS uses stays. */
export function deleteCertificate(ask: Ask): object {
  const read = Arn.safeParse(ask.input);
  if (!read.success) return refusals.validation('certificateArn');
  return withCertificate(ask, read.data.CertificateArn, ({ arn }) => {
    if (ask.users.known(arn).length + ask.users.actual(arn).length > 0) return refusals.inUse(arn);
    ask.held.certificates.delete(arn);
    return {};
  });
}

function detail(ask: Ask, certificate: StoredCertificate): object {
  const { names, type, keyAlgorithm, renewal } = certificate;
  const isAmazons = type === 'AMAZON_ISSUED';
  const validation = (one: Validation) => domainValidation(ask, certificate, one);
  return {
    ...common(certificate),
    SubjectAlternativeNames: names,
    Subject: `CN=${names[0]}`,
    SignatureAlgorithm: keyAlgorithm.startsWith('EC') ? 'SHA256WITHECDSA' : 'SHA256WITHRSA',
    InUseBy: ask.users.known(certificate.arn),
    FailureReason: certificate.failureReason,
    RenewalEligibility: isAmazons && ask.users.known(certificate.arn).length > 0 ? 'ELIGIBLE' : 'INELIGIBLE',
    Options: { CertificateTransparencyLoggingPreference: 'ENABLED', Export: 'DISABLED' },
    DomainValidationOptions: isAmazons ? certificate.validations.map(validation) : undefined,
    RenewalSummary:
      renewal === undefined
        ? undefined
        : {
            RenewalStatus: renewal.status === 'PENDING_VALIDATION' ? 'PENDING_VALIDATION' : renewal.status,
            RenewalStatusReason: renewal.reason,
            UpdatedAt: seconds(renewal.updatedAtMs),
            DomainValidationOptions: renewal.validations.map(validation),
          },
  };
}

/** What Describe and List say alike. */
export const common = (certificate: StoredCertificate) => ({
  CertificateArn: certificate.arn,
  DomainName: certificate.names[0],
  Status: certificate.status,
  Type: certificate.type,
  KeyAlgorithm: certificate.keyAlgorithm,
  CreatedAt: certificate.type === 'IMPORTED' ? undefined : seconds(certificate.createdAtMs),
  ImportedAt: certificate.type === 'IMPORTED' ? seconds(certificate.createdAtMs) : undefined,
  IssuedAt: seconds(certificate.issuedAtMs),
  NotBefore: seconds(certificate.notBeforeMs),
  NotAfter: seconds(certificate.notAfterMs),
});

function domainValidation({ place, limits, nowMs }: Ask, { createdAtMs }: StoredCertificate, one: Validation): object {
  const { name, value } = validationRecord(place.account, one.domain);
  const isThere = nowMs >= createdAtMs + limits.recordsAfterMs;
  return {
    DomainName: one.domain,
    ValidationDomain: one.domain,
    ValidationStatus: one.status,
    ValidationMethod: 'DNS',
    ResourceRecord: isThere ? { Name: name, Type: 'CNAME', Value: value } : undefined,
  };
}

/** Smithy, "AWS JSON 1.1 protocol": a timestamp is a number of seconds. */
const seconds = (atMs: number | undefined): number | undefined => (atMs === undefined ? undefined : atMs / 1000);
