import type { CertificateDetail, DomainValidation, CertificateSummary as Summary } from '@aws-sdk/client-acm';
import type {
  CertificateStatus,
  CertificateSummary,
  ObservedCertificate,
  Validation,
} from '#shared/domain/certificate.ts';

/** A certificate of the SDK in our words. */
export function observedCertificate(arn: string, detail: CertificateDetail): ObservedCertificate {
  const { DomainName = '', SubjectAlternativeNames = [], KeyAlgorithm = '', InUseBy = [], RenewalSummary } = detail;
  const createdMs = createdAt(detail);
  const [notBeforeMs, notAfterMs] = [detail.NotBefore?.getTime(), detail.NotAfter?.getTime()];
  const reason = RenewalSummary?.RenewalStatusReason;
  return {
    arn,
    names: namesOf([DomainName, ...SubjectAlternativeNames]),
    status: statusOf(detail.Status),
    type: typeOf(detail.Type),
    keyAlgorithm: KeyAlgorithm,
    ...(createdMs === undefined ? {} : { createdMs }),
    ...(notBeforeMs === undefined ? {} : { notBeforeMs }),
    ...(notAfterMs === undefined ? {} : { notAfterMs }),
    inUseBy: InUseBy,
    ...(detail.FailureReason === undefined ? {} : { failureReason: detail.FailureReason }),
    // What a renewal says of the names is newer than what the first issuance said.
    validations: (RenewalSummary?.DomainValidationOptions ?? detail.DomainValidationOptions ?? []).map(validationOf),
    ...(RenewalSummary?.RenewalStatus === undefined
      ? {}
      : { renewal: { status: RenewalSummary.RenewalStatus, ...(reason === undefined ? {} : { reason }) } }),
  };
}

/** One entry of a list of the SDK in our words. */
export function observedSummary(summary: Summary): CertificateSummary {
  const createdMs = createdAt(summary);
  return {
    arn: summary.CertificateArn ?? '',
    status: statusOf(summary.Status),
    inUse: summary.InUse === true,
    type: typeOf(summary.Type),
    keyAlgorithm: summary.KeyAlgorithm ?? '',
    names: namesOf([summary.DomainName ?? '', ...(summary.SubjectAlternativeNameSummaries ?? [])]),
    hasMoreNames: summary.HasAdditionalSubjectAlternativeNames === true,
    ...(createdMs === undefined ? {} : { createdMs }),
    ...(summary.NotBefore === undefined ? {} : { notBeforeMs: summary.NotBefore.getTime() }),
    ...(summary.NotAfter === undefined ? {} : { notAfterMs: summary.NotAfter.getTime() }),
  };
}

const createdAt = ({
  CreatedAt,
  ImportedAt,
}: Pick<CertificateDetail, 'CreatedAt' | 'ImportedAt'>): number | undefined => (CreatedAt ?? ImportedAt)?.getTime();

/** A status that an older SDK does not list is none that a certificate could be used in. */
const statusOf = (status: CertificateStatus | undefined): CertificateStatus => status ?? 'INACTIVE';

/** What is neither issued for us by ACM nor imported is nobody's to attach here. */
const typeOf = (type: string | undefined): ObservedCertificate['type'] =>
  type === 'AMAZON_ISSUED' || type === 'IMPORTED' ? type : 'PRIVATE';

function validationOf({ DomainName = '', ValidationStatus, ResourceRecord }: DomainValidation): Validation {
  const { Name, Value, Type } = ResourceRecord ?? {};
  const isRecord = Type === 'CNAME' && Name !== undefined && Value !== undefined;
  return {
    domain: DomainName.toLowerCase(),
    status: ValidationStatus ?? 'PENDING_VALIDATION',
    ...(isRecord ? { record: { name: undotted(Name), value: undotted(Value) } } : {}),
  };
}

const namesOf = (names: readonly string[]): readonly string[] =>
  [...new Set(names.filter((name) => name !== '').map((name) => name.toLowerCase()))].toSorted();

const undotted = (name: string): string => name.toLowerCase().replace(/\.$/, '');
