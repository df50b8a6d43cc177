import type { CertificateRow } from '#shared/rows/certificate-rows.ts';
import { certificateItem, lookItem, scanItem } from '#shared/rows/certificates-lane-rows.ts';
import { forEachOf } from '#shared/runtime/tolerant.ts';
import { describe, listCertificates } from './observe-certificates.ts';
import { readLoadBalancers } from './observe-listeners.ts';
import { isPollDue } from './plan/look-again.ts';
import { roleOf } from './read-lane.ts';
import { forgetOldRefusals } from './refused.ts';
import type { LaneWork } from './work.ts';

/** One list costs less than so many questions. */
const fewQuestions = 4;

/**
 * Reads what the due keys name: pending certificates whose time has come, certificates, and load balancers that are
 * named or that nobody has read yet.
 */
export async function observeNamed(work: LaneWork): Promise<void> {
  if (work.edges.length === 0) return;
  try {
    await forEachOf([askPending, readLoadBalancers], async (read) => void (await read(work)));
  } finally {
    await work.rows.flush();
  }
}

/** Whether the whole lane is to be read: on a schedule, which begins with each life of the table. */
export const isScanDue = ({ drain, edges }: LaneWork): boolean =>
  edges.length > 0 && drain.keys.some(({ key }) => key === scanItem);

/** Reads all of the lane. False: the time was up first; what was read by then, or before an error, is kept. */
export async function observeAll(work: LaneWork): Promise<boolean> {
  const { drain, rows } = work;
  const scan = drain.keys.find(({ key }) => key === scanItem);
  // A scan that the far side slowed down goes on with what it has not seen yet: else it would never come to an end.
  const sinceMs = scan?.firstDueMs ?? work.startedMs;
  try {
    const isRead = (await readLoadBalancers(work, sinceMs)) && (await listCertificates(work, { sinceMs }));
    if (!isRead) return false;
    const { role: _before, ...lane } = rows.lane ?? { lookAtMs: 0 };
    const role = roleOf(work.edges);
    const read = { incarnation: drain.incarnation, readAtMs: drain.now() };
    rows.saveLane({ ...lane, ...read, ...(role === undefined ? {} : { role }) });
    forgetOldRefusals(work);
    return true;
  } finally {
    await rows.flush();
  }
}

const isPending = ({ certificate }: CertificateRow): boolean => certificate.status === 'PENDING_VALIDATION';

async function askPending(work: LaneWork): Promise<void> {
  const { drain, rows } = work;
  const keys = new Set(drain.keys.map(({ key }) => key));
  const isNamed = (arn: string): boolean => keys.has(certificateItem(arn));
  const isRecord = [...keys].some((key) => key.startsWith('record:'));
  const due = [...rows.certificates.values()].filter(
    (row) =>
      isNamed(row.certificate.arn) ||
      (row.ours && isRecord && isPending(row)) ||
      (keys.has(lookItem) && isPollDue(row, drain.now())),
  );
  const fresh = [...keys]
    .filter((key) => key.startsWith(certificateItem('')))
    .map((key) => key.slice(certificateItem('').length))
    .filter((arn) => !rows.certificates.has(arn));
  await forEachOf(fresh, (arn) => describe(work, arn));
  const asked = new Set(due.map(({ certificate }) => certificate.arn));
  if (asked.size > fewQuestions) await listCertificates(work, { isMeant: ({ arn }) => rows.certificates.has(arn) });
  else await forEachOf(asked, (arn) => describe(work, arn));
}
