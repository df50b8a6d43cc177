import { type StoredCertificate, type Validation, validationRecord } from './certificate.ts';
import { type Limits, validationTimeOutMs } from './limits.ts';
import { maySign, type PublicNames, stands } from './public-names.ts';

/** What surrounds a certificate at a moment. */
export interface Moment {
  readonly account: string;
  readonly names: PublicNames;
  readonly limits: Limits;
  readonly inUse: boolean;
  readonly nowMs: number;
}

/**
 * What has become of a certificate by now; the same object where nothing has. It is judged when it is looked at: a record
 * that stood only in between was not seen (ACM's own rhythm is not published).
 */
export function advance(certificate: StoredCertificate, moment: Moment): StoredCertificate {
  if (certificate.status === 'PENDING_VALIDATION') return validate(certificate, moment);
  if (certificate.status !== 'ISSUED') return certificate;
  const { notAfterMs = Number.POSITIVE_INFINITY } = certificate;
  if (moment.nowMs >= notAfterMs) return expire(certificate, moment.nowMs);
  const isDue = moment.nowMs >= notAfterMs - moment.limits.renewBeforeMs;
  // User Guide, "Managed certificate renewal": only what ACM issued and a service of AWS uses is renewed.
  return isDue && certificate.type === 'AMAZON_ISSUED' && moment.inUse ? renew(certificate, moment) : certificate;
}

function validate(certificate: StoredCertificate, moment: Moment): StoredCertificate {
  const { createdAtMs } = certificate;
  if (moment.nowMs >= createdAtMs + validationTimeOutMs) {
    const validations = certificate.validations.map((one) => ({ ...one, status: failedUnlessDone(one) }));
    return { ...certificate, status: 'VALIDATION_TIMED_OUT', validations };
  }
  if (moment.nowMs < createdAtMs + moment.limits.recordsAfterMs) return certificate;
  const validations = look(certificate.validations, moment);
  if (validations.every((one, at) => one.status === certificate.validations[at]?.status)) return certificate;
  if (!validations.every(({ status }) => status === 'SUCCESS')) return { ...certificate, validations };
  // User Guide, "Troubleshoot CAA": the check comes with the issuance; FAILED, CAA_ERROR.
  if (!certificate.names.every((name) => maySign(moment.names, name, moment.nowMs)))
    return { ...certificate, status: 'FAILED', failureReason: 'CAA_ERROR', validations };
  return { ...certificate, ...periodFrom(moment), status: 'ISSUED', issuedAtMs: moment.nowMs, validations };
}

/** User Guide, "Renewal for domains validated by DNS": all CNAMEs must stand; the ARN stays. */
function renew(certificate: StoredCertificate, moment: Moment): StoredCertificate {
  const pending = certificate.validations.map((one) => ({ ...one, status: 'PENDING_VALIDATION' as const }));
  const validations = look(pending, moment);
  const mayBeSigned = certificate.names.every((name) => maySign(moment.names, name, moment.nowMs));
  const updatedAtMs = moment.nowMs;
  if (validations.every(({ status }) => status === 'SUCCESS') && mayBeSigned) {
    const renewal = { status: 'SUCCESS' as const, updatedAtMs, validations };
    return { ...certificate, ...periodFrom(moment), renewal };
  }
  const reason = mayBeSigned ? {} : { reason: 'CAA_ERROR' };
  return { ...certificate, renewal: { status: 'PENDING_VALIDATION', ...reason, updatedAtMs, validations } };
}

function expire(certificate: StoredCertificate, nowMs: number): StoredCertificate {
  const { renewal } = certificate;
  if (renewal === undefined || renewal.status === 'SUCCESS') return { ...certificate, status: 'EXPIRED' };
  const validations = renewal.validations.map((one) => ({ ...one, status: failedUnlessDone(one) }));
  const failed = { ...renewal, status: 'FAILED' as const, updatedAtMs: nowMs, validations };
  return { ...certificate, status: 'EXPIRED', renewal: failed };
}

const look = (validations: readonly Validation[], { account, names, nowMs }: Moment): Validation[] =>
  validations.map((one) =>
    one.status === 'PENDING_VALIDATION' && stands(names, validationRecord(account, one.domain), nowMs)
      ? { ...one, status: 'SUCCESS' }
      : one,
  );

const failedUnlessDone = ({ status }: Validation): Validation['status'] => (status === 'SUCCESS' ? status : 'FAILED');

const periodFrom = ({ nowMs, limits }: Moment) => ({ notBeforeMs: nowMs, notAfterMs: nowMs + limits.validityMs });
