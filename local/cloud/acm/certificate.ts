import { createHash } from 'node:crypto';
import * as z from 'zod';

const Validation = z.strictObject({
  domain: z.string(),
  status: z.enum(['PENDING_VALIDATION', 'SUCCESS', 'FAILED']),
});
export type Validation = z.output<typeof Validation>;

/** A certificate as the model remembers it. Times are epoch milliseconds of the model's own clock. */
export const StoredCertificate = z.strictObject({
  arn: z.string(),
  /** Lower case, each once; the first is the common name. */
  names: z.tuple([z.string()], z.string()),
  type: z.enum(['AMAZON_ISSUED', 'IMPORTED', 'PRIVATE']),
  keyAlgorithm: z.string(),
  status: z.enum(['PENDING_VALIDATION', 'ISSUED', 'EXPIRED', 'VALIDATION_TIMED_OUT', 'REVOKED', 'FAILED', 'INACTIVE']),
  createdAtMs: z.number(),
  token: z.string().optional(),
  issuedAtMs: z.number().optional(),
  notBeforeMs: z.number().optional(),
  notAfterMs: z.number().optional(),
  failureReason: z.string().optional(),
  tags: z.record(z.string(), z.string()),
  validations: z.array(Validation),
  renewal: z
    .strictObject({
      status: z.enum(['PENDING_VALIDATION', 'SUCCESS', 'FAILED']),
      reason: z.string().optional(),
      updatedAtMs: z.number(),
      validations: z.array(Validation),
    })
    .optional(),
});
export type StoredCertificate = z.output<typeof StoredCertificate>;

/** An account and region: ACM is a service of its own in each. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export const placeKey = ({ account, region }: Place): string => `${account}/${region}`;

export function placeOf(key: string): Place {
  const [account = '', region = ''] = key.split('/');
  return { account, region };
}

/** AWS General Reference, "ARNs": the partition of the regions in China is `aws-cn`. */
export function certificateArn({ account, region }: Place, seed: string): string {
  const digest = createHash('sha256').update(`${account} ${region} ${seed}`).digest('hex');
  const id = [0, 8, 12, 16, 20].map((from, at) => digest.slice(from, [8, 12, 16, 20, 32][at])).join('-');
  return `arn:${region.startsWith('cn-') ? 'aws-cn' : 'aws'}:acm:${region}:${account}:certificate/${id}`;
}

/** The name that has to be shown to be ours: a wildcard shares its domain's. */
export const validatedDomain = (name: string): string => name.replace(/^\*\./, '');

/**
 * The CNAME of a name, both ends with the final dot: always the same for the same account and name, whatever the region.
 * Source: ACM User Guide, "DNS validation".
 */
export function validationRecord(account: string, name: string): { readonly name: string; readonly value: string } {
  const domain = validatedDomain(name);
  const hash = (of: string): string => createHash('md5').update(`${of} ${account} ${domain}`).digest('hex');
  const letters = hash('zone').replaceAll(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '');
  return {
    name: `_${hash('name')}.${domain}.`,
    value: `_${hash('value')}.${letters.slice(0, 10)}.acm-validations.aws.`,
  };
}
