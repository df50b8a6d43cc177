import type { ObservedCertificate, Validation } from '#shared/domain/certificate.ts';
import type { CertificateRow } from '#shared/rows/certificate-rows.ts';
import { tell } from './history.ts';
import { describe } from './observe-certificates.ts';
import { caaNameOf } from './plan/caa.ts';
import { type NameLook, nextRenewalLook, renewalHindrance } from './plan/renewal.ts';
import { publicAnswer } from './public-answer.ts';
import type { LaneWork } from './work.ts';

/** Until what blocks a renewal is mended it is looked at daily. */
const blockedPollMs = 86_400_000;
const leftPauseMs = 10_000;

/**
 * Looks at certificates that serve hosts and come to their end, as often as `renewalLookDays` says: what public DNS and
 * ACM say of each name, and which of them keeps ACM from renewing. Kept in the certificate's row.
 */
export async function watchRenewals(work: LaneWork): Promise<void> {
  const nowMs = work.drain.now();
  for (const { certificate } of serving(work)) {
    const due = nextLookOf(work.rows.certificates.get(certificate.arn), nowMs);
    if (due === undefined || due > nowMs) continue;
    if (!work.drain.hasTime()) return;
    await lookAt(work, certificate.arn);
  }
}

/** When to look at renewals again without being asked; what this drain did not get to, a little later. */
export function renewalLookTimes(work: LaneWork): readonly number[] {
  const nowMs = work.drain.now();
  return serving(work).flatMap((row) => {
    const next = nextLookOf(row, nowMs);
    return next === undefined ? [] : [Math.max(next, nowMs + leftPauseMs)];
  });
}

/** What is on a listener, or serves a host by somebody else's hand. */
function serving({ rows }: LaneWork): readonly CertificateRow[] {
  const listeners = [...rows.loadBalancers.values()].flatMap((one) => one.listeners);
  const used = new Set([
    ...listeners.flatMap(({ default: standard, entries }) => [standard, ...entries.map((one) => one.certificate)]),
    ...[...rows.assigned.values()].map((one) => one.certificate),
  ]);
  return [...rows.certificates.values()].filter(
    ({ certificate }) => certificate.status === 'ISSUED' && used.has(certificate.arn),
  );
}

function nextLookOf(row: CertificateRow | undefined, nowMs: number): number | undefined {
  if (row === undefined) return undefined;
  const look = lookOf(row);
  const next = nextRenewalLook(row.certificate, look?.lookedMs, nowMs);
  const again = look?.hindrance === undefined ? undefined : Math.max(nowMs, look.lookedMs + blockedPollMs);
  return again === undefined || next === undefined ? next : Math.min(next, again);
}

/** What was found before a renewal says nothing of what comes after it. */
export const lookOf = ({ certificate, renewal }: CertificateRow): CertificateRow['renewal'] =>
  renewal?.notAfterMs === certificate.notAfterMs ? renewal : undefined;

async function lookAt(work: LaneWork, arn: string): Promise<void> {
  const { rows, asked, drain } = work;
  // A list does not tell what uses it, nor how its renewal goes: of somebody else's as of ours.
  if (!asked.certificates.has(arn)) await describe(work, arn);
  const row = rows.certificates.get(arn);
  const due = nextLookOf(row, drain.now());
  // It may be renewed by now.
  if (row?.certificate.notAfterMs === undefined || due === undefined || due > drain.now()) return;
  const hindrance = renewalHindrance(row.certificate, await lookAtNames(work, row.certificate));
  const { notAfterMs } = row.certificate;
  const found = { lookedMs: drain.now(), notAfterMs, ...(hindrance === undefined ? {} : { hindrance }) };
  tellRenewal(work, row, hindrance?.message);
  rows.saveCertificate({ ...row, renewal: found });
}

/** What is new about what stands against a renewal. */
function tellRenewal(work: LaneWork, row: CertificateRow, why: string | undefined): void {
  const { arn, names } = row.certificate;
  const before = lookOf(row)?.hindrance?.message;
  if (why === before) return;
  if (why !== undefined) tell(work, names, { action: 'blocked', arn, before: arn, why });
  else tell(work, names, { action: 'unblocked', arn, after: arn, why: 'nothing stands against its renewal any more' });
}

async function lookAtNames(work: LaneWork, { validations }: ObservedCertificate): Promise<Map<string, NameLook>> {
  const looks = new Map<string, NameLook>();
  for (const validation of validations) looks.set(validation.domain, await lookAtName(work, validation));
  return looks;
}

async function lookAtName({ publicDns }: LaneWork, { domain, record }: Validation): Promise<NameLook> {
  const cname =
    record === undefined
      ? undefined
      : await publicAnswer(async () => {
          const to = await publicDns.cname(record.name);
          return to === undefined ? {} : { to };
        });
  const caa = await publicAnswer(() => publicDns.caa(caaNameOf(domain)));
  return { ...(cname === undefined ? {} : { cname }), ...(caa === undefined ? {} : { caa }) };
}
