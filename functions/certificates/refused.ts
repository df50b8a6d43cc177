import { type CertificateRow, isYearOver, type RequestRow } from '#shared/rows/certificate-rows.ts';
import { coverOf } from './plan/cover.ts';
import { blameOf, failureOf } from './plan/refusals.ts';
import type { LaneWork } from './work.ts';

/**
 * Keeps why a certificate of ours was never issued with the request that it came of: ACM forgets it once it is deleted. One
 * that no row speaks of, since the table was lost, gets a row.
 */
export function keepRefusal({ rows, drain }: LaneWork, { certificate, namespace = '' }: CertificateRow): void {
  const failure = failureOf(certificate);
  if (failure === undefined) return;
  const { arn, names, createdMs: atMs = drain.now() } = certificate;
  const keyAlgorithm = keyAlgorithmOf(certificate.keyAlgorithm);
  const why = { arn, failure, ...blameOf(certificate) };
  const isIt = (past: RequestRow): boolean => past.arn === arn || (past.arn === undefined && isAlike(past));
  const isAlike = (past: RequestRow): boolean =>
    past.failure === undefined && past.keyAlgorithm === keyAlgorithm && past.names.join() === names.join();
  const past = [...rows.requests.values()].find(isIt);
  if (past !== undefined) rows.saveRequest({ ...past, ...why });
  else if (keyAlgorithm !== undefined) {
    rows.saveRequest({ names, keyAlgorithm, hosts: [], namespace, token: arn, atMs, ...why });
  }
}

/** Those that we ask for; ACM writes them with a hyphen in some answers (API reference, CertificateDetail, KeyAlgorithm). */
const keyAlgorithmOf = (text: string): RequestRow['keyAlgorithm'] | undefined =>
  (['RSA_2048', 'EC_prime256v1', 'EC_secp384r1'] as const).find((one) => one === text.replace('-', '_'));

/** Forgets what was refused more than a year ago and stands in nobody's way any more. */
export function forgetOldRefusals({ rows, sites, drain }: LaneWork): void {
  for (const past of [...rows.requests.values()]) {
    if (past.failure === undefined || !isYearOver(past, drain.now())) continue;
    const isWished = sites.some(({ site: { host } }) => past.hosts.includes(host) || coverOf(past.names, host));
    if (!isWished) rows.forgetRequest(past.token);
  }
}
