import { type CertificateRow, certificateItem, lookItem, scanItem } from '#shared/rows/certificate-rows.ts';
import { describe, listCertificates } from './observe-certificates.ts';
import { readLoadBalancers } from './observe-listeners.ts';
import { isPollDue } from './plan/look-again.ts';
import { roleOf } from './read-lane.ts';
import type { LaneWork } from './work.ts';

/** One list costs less than so many questions. */
const fewQuestions = 4;
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
      const { role: _before, ...lane } = rows.lane ?? { lookAtMs: 0 };
      const role = roleOf(work.edges);
      const read = { incarnation: drain.incarnation, readAtMs: drain.now() };
      rows.saveLane({ ...lane, ...read, ...(role === undefined ? {} : { role }) });
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
      (row.ours && isRecord && isPending(row)) ||
      (keys.has(lookItem) && isPollDue(row, drain.now())),
  );
  for (const key of keys) {
    const arn = key.startsWith(certificateItem('')) ? key.slice(certificateItem('').length) : undefined;
    if (arn !== undefined && !rows.certificates.has(arn)) await describe(work, arn);
  }
  if (due.length > fewQuestions) await listCertificates(work);
  else for (const { certificate } of due) await describe(work, certificate.arn);
}
