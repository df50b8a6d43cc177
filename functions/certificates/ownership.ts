import type { ObservedCertificate, Tags } from '#shared/domain/certificate.ts';
import type { CertificateRow } from '#shared/rows/certificate-rows.ts';
import { installationOf, installationTag, type LaneWork, namespaceTag } from './work.ts';

/**
 * A certificate that was just made may not be found for some seconds (ACM API reference, RequestCertificate), nor its tags.
 */
const youngMs = 600_000;

export const isYoung = ({ createdMs = 0 }: Pick<ObservedCertificate, 'createdMs'>, nowMs: number): boolean =>
  nowMs - createdMs < youngMs;

type Ownership = Pick<CertificateRow, 'ours' | 'namespace' | 'unsure'>;

/** Whose a certificate is: its tags decide, and while they may be hidden that we requested it. */
export function ownershipOf(
  { rows, drain, configuration }: LaneWork,
  certificate: Pick<ObservedCertificate, 'arn' | 'createdMs'>,
  tags: Tags,
): Ownership {
  if (tags[installationTag] === installationOf(configuration)) {
    const namespace = tags[namespaceTag];
    return { ours: true, ...(namespace === undefined ? {} : { namespace }) };
  }
  if (!isYoung(certificate, drain.now())) return { ours: false };
  const request = [...rows.requests.values()].find(({ arn }) => arn === certificate.arn);
  return request === undefined ? { ours: false, unsure: true } : { ours: true, namespace: request.namespace };
}

/** Reads the tags again before something is taken away: somebody may have taken the certificate over. */
export async function confirmOwnership(
  { rows, authority, asked, configuration }: LaneWork,
  arn: string,
): Promise<void> {
  const row = rows.certificates.get(arn);
  const tags = row === undefined ? undefined : await authority.tags(arn);
  asked.tags.add(arn);
  if (row === undefined || tags?.[installationTag] === installationOf(configuration)) return;
  const { namespace: _none, ...rest } = row;
  rows.saveCertificate({ ...rest, ours: false });
}
