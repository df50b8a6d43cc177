import type { CertificateSummary, ObservedCertificate } from '#shared/domain/certificate.ts';
import { type CertificateRow, certificateItem, lookItem, scanItem } from '#shared/rows/certificate-rows.ts';
import { readLoadBalancers } from './observe-listeners.ts';
import { isPollDue } from './plan/look-again.ts';
import { installationOf, installationTag, type LaneWork, namespaceTag } from './work.ts';

/** A certificate that was just made may not be found for some seconds (ACM API reference, RequestCertificate). */
const youngMs = 600_000;
/** One list costs less than so many questions. */
const fewQuestions = 4;
/** From then on what ACM says of a renewal is asked for, which a list does not tell. */
const renewalMs = 60 * 86_400_000;

/**
 * Reads what the due keys ask for: all of it in a lane that was not read in this life of the table, else pending
 * certificates whose time has come and those that are named. False: the time was up first.
 */
export async function observe(work: LaneWork): Promise<boolean> {
  const { drain, rows } = work;
  const keys = new Set(drain.keys.map(({ key }) => key));
  const isRead = rows.lane?.incarnation === drain.incarnation;
  const scan = drain.keys.find(({ key }) => key === scanItem);
  // A scan that the far side slowed down goes on with what it has not seen yet: else it would never come to an end.
  const sinceMs = scan?.firstDueMs ?? (isRead ? undefined : drain.now());
  try {
    if (sinceMs !== undefined) {
      if (!(await listCertificates(work, sinceMs))) return false;
      rows.saveLane({ lookAtMs: 0, ...rows.lane, incarnation: drain.incarnation, readAtMs: drain.now() });
    } else await askPending(work, keys);
    return await readLoadBalancers(work, sinceMs);
  } finally {
    await rows.flush();
  }
}

const isPending = ({ certificate }: CertificateRow): boolean => certificate.status === 'PENDING_VALIDATION';

async function askPending(work: LaneWork, keys: ReadonlySet<string>): Promise<void> {
  const { drain, rows } = work;
  const isNamed = (arn: string): boolean => keys.has(certificateItem(arn));
  const isRecord = [...keys].some((key) => key.startsWith('record:'));
  const due = [...rows.certificates.values()].filter(
    (row) =>
      isNamed(row.certificate.arn) ||
      (row.ours && ((isRecord && isPending(row)) || (keys.has(lookItem) && isPollDue(row, drain.now())))),
  );
  for (const key of keys) {
    const arn = key.startsWith(certificateItem('')) ? key.slice(certificateItem('').length) : undefined;
    if (arn !== undefined && !rows.certificates.has(arn)) await describe(work, arn);
  }
  if (due.length > fewQuestions) await listCertificates(work);
  else for (const { certificate } of due) await describe(work, certificate.arn);
}

/**
 * Lists all certificates, asks for more where a list does not tell enough and nobody did since `sinceMs`, and forgets
 * what is gone.
 * @returns false when the time was up first; what was found out by then is kept.
 */
export async function listCertificates(work: LaneWork, sinceMs = work.startedMs): Promise<boolean> {
  const { drain, rows, authority } = work;
  const found = new Map<string, CertificateSummary>();
  let next: string | undefined;
  do {
    const page = await authority.list(next);
    for (const summary of page.certificates) found.set(summary.arn, summary);
    next = page.next;
  } while (next !== undefined);
  for (const summary of found.values()) {
    if (!drain.hasTime()) return false;
    await learn(work, summary, sinceMs);
  }
  const nowMs = drain.now();
  for (const { certificate } of [...rows.certificates.values()]) {
    const isYoung = nowMs - (certificate.createdMs ?? 0) < youngMs;
    if (!found.has(certificate.arn) && !isYoung) rows.forgetCertificate(certificate.arn);
  }
  work.asked.listed = true;
  return true;
}

async function learn(work: LaneWork, summary: CertificateSummary, sinceMs: number): Promise<void> {
  const { rows, drain, asked } = work;
  const known = rows.certificates.get(summary.arn);
  if (known === undefined || (known.ours && differs(known.certificate, summary, drain.now()))) {
    const isSeen = known !== undefined && known.seenMs > sinceMs && !isChanged(known.certificate, summary);
    if (isSeen || asked.certificates.has(summary.arn)) return;
    if (known !== undefined) return describe(work, summary.arn);
    const tags = await work.authority.tags(summary.arn);
    if (tags?.[installationTag] === installationOf(work.configuration)) return describe(work, summary.arn, tags);
    if (tags !== undefined) rows.saveCertificate({ certificate: foreign(summary), ours: false, seenMs: drain.now() });
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
export async function describe(work: LaneWork, arn: string, tags?: Readonly<Record<string, string>>): Promise<void> {
  const { drain, rows, authority, asked } = work;
  const known = rows.certificates.get(arn);
  const certificate = await authority.describe(arn);
  asked.certificates.add(arn);
  if (certificate === undefined) {
    const isYoung = known !== undefined && drain.now() - (known.certificate.createdMs ?? 0) < youngMs;
    if (isYoung) rows.saveCertificate({ ...known, seenMs: drain.now() });
    else rows.forgetCertificate(arn);
    return;
  }
  const marks = known === undefined ? (tags ?? (await authority.tags(arn)) ?? {}) : undefined;
  const ours =
    marks === undefined ? known?.ours === true : marks[installationTag] === installationOf(work.configuration);
  const namespace = marks === undefined ? known?.namespace : marks[namespaceTag];
  rows.saveCertificate({
    ...known,
    certificate,
    ours,
    ...(ours && namespace !== undefined ? { namespace } : {}),
    seenMs: drain.now(),
  });
}
