import type { CertificateSummary, ObservedCertificate, Tags } from '#shared/domain/certificate.ts';
import { forEachOf } from '#shared/runtime/tolerant.ts';
import { tell } from './history.ts';
import { isYoung, ownershipOf } from './ownership.ts';
import { failureOf } from './plan/refusals.ts';
import { keepRefusal } from './refused.ts';
import type { LaneWork } from './work.ts';

/** From then on what ACM says of a renewal is asked for, which a list does not tell. */
const renewalMs = 60 * 86_400_000;

interface Listing {
  /** What was asked for since then is not asked for again. Default: since the drain began. */
  readonly sinceMs?: number;
  /** Of which more is asked where a list does not tell enough. Default: of all. */
  readonly isMeant?: (summary: CertificateSummary) => boolean;
}

/**
 * Lists all certificates, learns what was not known of those that are meant, and forgets what is gone.
 * @returns false when the time was up first; what was found out by then is kept.
 */
export async function listCertificates(work: LaneWork, listing: Listing = {}): Promise<boolean> {
  const { sinceMs = work.startedMs, isMeant = () => true } = listing;
  const { drain, rows } = work;
  const found = await listAll(work);
  const nowMs = drain.now();
  for (const { certificate } of [...rows.certificates.values()]) {
    if (!found.has(certificate.arn) && !isYoung(certificate, nowMs)) rows.forgetCertificate(certificate.arn);
  }
  let isInTime = true;
  await forEachOf([...found.values()].filter(isMeant), async (summary) => {
    isInTime &&= drain.hasTime();
    if (isInTime) await learn(work, summary, sinceMs);
  });
  return isInTime;
}

/** Once in a drain. */
async function listAll({ authority, asked }: LaneWork): Promise<ReadonlyMap<string, CertificateSummary>> {
  if (asked.list !== undefined) return asked.list;
  const found = new Map<string, CertificateSummary>();
  let next: string | undefined;
  do {
    const page = await authority.list(next);
    for (const summary of page.certificates) found.set(summary.arn, summary);
    next = page.next;
  } while (next !== undefined);
  asked.list = found;
  return found;
}

async function learn(work: LaneWork, summary: CertificateSummary, sinceMs: number): Promise<void> {
  const { rows, drain, asked } = work;
  const { arn } = summary;
  const known = rows.certificates.get(arn);
  if (known === undefined || known.unsure === true) {
    if (asked.certificates.has(arn)) return;
    const tags = await work.authority.tags(arn);
    if (tags === undefined) return;
    const ownership = ownershipOf(work, summary, tags);
    if (ownership.ours) return describe(work, arn, tags);
    rows.saveCertificate({ ...ownership, certificate: foreign(summary), seenMs: drain.now() });
    return;
  }
  if (known.ours && differs(known.certificate, summary, drain.now())) {
    const isSeen = known.seenMs > sinceMs && !isChanged(known.certificate, summary);
    if (!isSeen && !asked.certificates.has(arn)) await describe(work, arn);
    return;
  }
  const certificate = known.ours ? known.certificate : foreign(summary);
  const isAwaited = certificate.status === 'PENDING_VALIDATION';
  rows.saveCertificate({ ...known, certificate, seenMs: isAwaited ? drain.now() : known.seenMs });
}

function differs(known: ObservedCertificate, summary: CertificateSummary, nowMs: number): boolean {
  const isUnanswered = known.status === 'PENDING_VALIDATION' && !hasRecords(known);
  const isEnding = known.status === 'ISSUED' && (known.notAfterMs ?? 0) - nowMs < renewalMs;
  return isChanged(known, summary) || isUnanswered || isEnding;
}

const isChanged = (known: ObservedCertificate, summary: CertificateSummary): boolean =>
  known.status !== summary.status ||
  known.notAfterMs !== summary.notAfterMs ||
  known.inUseBy.length > 0 !== summary.inUse;

export const hasRecords = ({ validations, names }: ObservedCertificate): boolean =>
  validations.length >= names.length && validations.every(({ record }) => record !== undefined);

/** As much of somebody else's as decides whether it may serve a host. */
function foreign({ inUse, hasMoreNames: _more, ...summary }: CertificateSummary): ObservedCertificate {
  return { ...summary, inUseBy: inUse ? ['something'] : [], validations: [] };
}

/** Asks for one; the tags of what is not known yet too. */
export async function describe(work: LaneWork, arn: string, tags?: Tags): Promise<void> {
  const { drain, rows, authority, asked } = work;
  const known = rows.certificates.get(arn);
  const certificate = await authority.describe(arn);
  asked.certificates.add(arn);
  if (certificate === undefined) {
    if (known !== undefined && isYoung(known.certificate, drain.now()))
      rows.saveCertificate({ ...known, seenMs: drain.now() });
    else rows.forgetCertificate(arn);
    return;
  }
  const isCertain = known !== undefined && known.unsure !== true;
  const { unsure: _before, ...rest } = known ?? { ours: false };
  const ownership = isCertain ? {} : ownershipOf(work, certificate, tags ?? (await authority.tags(arn)) ?? {});
  const failure = known?.certificate.status === 'PENDING_VALIDATION' ? failureOf(certificate) : undefined;
  if (failure !== undefined) tell(work, certificate.names, { action: 'fail', arn, before: arn, why: failure.message });
  const row = { ...rest, ...ownership, certificate, seenMs: drain.now() };
  if (row.ours) keepRefusal(work, row);
  rows.saveCertificate(row);
}
