import type { CertificateStatus, ObservedCertificate } from '#shared/domain/certificate.ts';
import type { EdgeState, KnownCertificate } from './lane-state.ts';

const dayMs = 86_400_000;
/** With less left a certificate is not chosen: ACM renews weeks before, so something is wrong with it. */
export const leastLeftMs = 7 * dayMs;

/**
 * Whether clients take it now: issued, in its time, and not of a private authority. What ACM has issued has begun, whatever
 * our clock says.
 */
export function isValid(
  { status, type, notBeforeMs = 0, notAfterMs = 0 }: ObservedCertificate,
  nowMs: number,
): boolean {
  const hasBegun = type === 'AMAZON_ISSUED' || notBeforeMs <= nowMs;
  return status === 'ISSUED' && type !== 'PRIVATE' && hasBegun && notAfterMs > nowMs;
}

/** Whether it may be chosen for a host of the edge; `named` by the object itself, or already the listeners' default. */
export function isFit(certificate: KnownCertificate, edge: EdgeState, nowMs: number, isNamed = false): boolean {
  const isLasting = (certificate.notAfterMs ?? 0) - nowMs >= leastLeftMs;
  return isValid(certificate, nowMs) && isLasting && (isNamed || isAllowed(certificate, edge));
}

/** Whether a pending one will do once it is issued. */
export const isAwaited = (certificate: KnownCertificate, edge: EdgeState): boolean =>
  certificate.status === 'PENDING_VALIDATION' && certificate.ours && isAllowed(certificate, edge);

/** What ACM never issues any more; asking again makes another one (ACM User Guide, "Troubleshooting"). */
export const isTerminal = ({ status }: { readonly status: CertificateStatus }): boolean =>
  status === 'FAILED' || status === 'VALIDATION_TIMED_OUT';

function isAllowed({ arn, ours, keyAlgorithm }: KnownCertificate, { settings }: EdgeState): boolean {
  const algorithm = keyAlgorithm.replace('-', '_');
  if (ours) return algorithm === settings.keyAlgorithm;
  if (settings.reuse !== 'any') return settings.reuse.includes(arn);
  return algorithm.slice(0, 3) === settings.keyAlgorithm.slice(0, 3) && algorithm !== 'RSA_1024';
}
