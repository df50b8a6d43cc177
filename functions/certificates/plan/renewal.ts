import type { ObservedCertificate, Validation } from '#shared/domain/certificate.ts';
import { type CaaRecord, caaHindrance } from './caa.ts';
import type { Hindrance } from './lane-state.ts';

const dayMs = 86_400_000;

/**
 * Days before its end at which a certificate is looked at: ACM begins to renew at 45 and tells of trouble at the others
 * (ACM User Guide, "Managed certificate renewal" and "Amazon EventBridge support").
 */
export const renewalLookDays = [45, 30, 15, 7, 3, 1] as const;

/** Certificates become shorter: what is still in the first two thirds of its life is not late, however short that is. */
const lateShare = 1 / 3;

type Lifetime = Pick<ObservedCertificate, 'notBeforeMs' | 'notAfterMs'>;

/** When to look whether a certificate will be renewed, in order; none once it has ended. Epoch milliseconds. */
export function renewalLooks({ notBeforeMs, notAfterMs }: Lifetime): readonly number[] {
  if (notAfterMs === undefined) return [];
  const lateMs = notBeforeMs === undefined ? Number.POSITIVE_INFINITY : (notAfterMs - notBeforeMs) * lateShare;
  return renewalLookDays.map((days) => days * dayMs).flatMap((ms) => (ms <= lateMs ? [notAfterMs - ms] : []));
}

/**
 * When to look next: now where a look has come and gone since the last one.
 * @param lookedMs absent: never
 */
export function nextRenewalLook(
  certificate: Lifetime,
  lookedMs: number | undefined,
  nowMs: number,
): number | undefined {
  const open = renewalLooks(certificate).filter((atMs) => lookedMs === undefined || atMs > lookedMs);
  const [next] = open;
  if (next === undefined || nowMs >= (certificate.notAfterMs ?? 0)) return undefined;
  return Math.max(next, nowMs);
}

/** What public DNS said of one name of a certificate at such a look; what could not be asked is absent. */
export interface NameLook {
  /** Where the CNAME of its validation leads; without `to` there is none. */
  readonly cname?: { readonly to?: string };
  readonly caa?: readonly CaaRecord[];
}

/**
 * Why a certificate will not be renewed as things are, naming the hosts that are to blame: one missing record of any of
 * its names is enough (ACM User Guide, "Renewal for domains validated by DNS"). Undefined: nothing stands against it.
 * @param looks by name of the certificate
 */
export function renewalHindrance(
  certificate: Pick<ObservedCertificate, 'type' | 'inUseBy' | 'validations' | 'notAfterMs' | 'renewal'>,
  looks: ReadonlyMap<string, NameLook>,
): Hindrance | undefined {
  const { type, inUseBy, validations, notAfterMs, renewal } = certificate;
  const end = notAfterMs === undefined ? '' : ` before it ends at ${new Date(notAfterMs).toISOString()}`;
  const blocked = (what: string): Hindrance => ({ reason: 'RenewalBlocked', message: `not renewed${end}: ${what}` });
  if (type === 'IMPORTED')
    return blocked('it was imported, and ACM renews only its own; import a new one under its ARN');
  if (inUseBy.length === 0) return blocked('nothing uses it, and ACM renews only what is in use');
  const troubles = validations.flatMap((validation) => troubleOf(validation, looks.get(validation.domain) ?? {}));
  if (troubles.length > 0) return blocked([...new Set(troubles)].join('; '));
  if (renewal?.status !== 'FAILED') return undefined;
  return blocked(`ACM says ${renewal.reason ?? 'FAILED'}; request it again, or open a case with AWS`);
}

function troubleOf({ domain, record }: Validation, { cname, caa = [] }: NameLook): readonly string[] {
  const forbidden = caaHindrance(domain, caa);
  if (forbidden !== undefined) return [forbidden.message];
  if (record === undefined || cname === undefined) return [];
  const wished = `CNAME ${record.name} → ${record.value}`;
  if (cname.to === undefined) return [`${domain} lacks ${wished} in public DNS; add it`];
  if (plain(cname.to) === plain(record.value)) return [];
  return [`${domain} has ${record.name} → ${cname.to}, where ${wished} is needed; correct it`];
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
