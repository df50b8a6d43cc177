import * as z from 'zod';
import { isRefusal, type Refusal, refusals } from './answer.ts';
import { certificateArn, type StoredCertificate } from './certificate.ts';
import { tokenMs, yearMs } from './limits.ts';
import { noNames } from './name-rules.ts';
import type { Ask } from './state.ts';
import { readTags, TagList } from './tags.ts';

/** Patterns and lengths of the API reference, RequestCertificate. What it has besides is not modelled, and refused. */
const DomainName = z
  .string()
  .max(253)
  .regex(/^(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$/);
const Form = z.strictObject({
  DomainName,
  SubjectAlternativeNames: z.array(DomainName).min(1).max(100).optional(),
  ValidationMethod: z.literal('DNS'),
  IdempotencyToken: z
    .string()
    .regex(/^\w{1,32}$/)
    .optional(),
  KeyAlgorithm: z
    .enum(['RSA_1024', 'RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1', 'EC_secp384r1', 'EC_secp521r1'])
    .default('RSA_2048'),
  Tags: TagList.optional(),
});
type Form = z.output<typeof Form>;

/** User Guide, "Certificate characteristics": a public certificate is requested with one of these. */
const requestable = new Set(['RSA_2048', 'EC_prime256v1', 'EC_secp384r1']);
/** API reference, RequestCertificate: "the first domain name that you enter cannot exceed 64 octets, including periods". */
const commonNameOctets = 64;

/** Makes a certificate that waits for its validation, or finds the one of the same token. */
export function requestCertificate(ask: Ask): object {
  const form = readForm(ask.input);
  if (isRefusal(form)) return form;
  const tags = readTags(form.Tags ?? []);
  if (isRefusal(tags)) return tags;
  // Whatever else is asked for: the token alone decides (API reference, IdempotencyToken).
  const before = [...ask.held.certificates.values()].find((one) => isSame(one, form.IdempotencyToken, ask.nowMs));
  if (before !== undefined) return { CertificateArn: before.arn };
  const names = namesOf(form);
  const full = exceeded(ask, names.length);
  if (full !== undefined) return full;
  ask.held.requestedAtMs.push(ask.nowMs);
  ask.held.made += 1;
  const made = newCertificate(ask, form, { names, tags });
  ask.held.certificates.set(made.arn, made);
  return { CertificateArn: made.arn };
}

function readForm(input: unknown): Form | Refusal {
  const read = Form.safeParse(input);
  if (!read.success) return refusals.validation(read.error.issues[0]?.path.join('.') || 'request');
  const { DomainName: first, KeyAlgorithm } = read.data;
  if (Buffer.byteLength(first) > commonNameOctets)
    return refusals.invalidParameter(`The first domain name can be no longer than ${commonNameOctets} characters.`);
  if (!requestable.has(KeyAlgorithm))
    return refusals.invalidParameter(`KeyAlgorithm ${KeyAlgorithm} is not supported.`);
  return read.data;
}

const isSame = ({ token, createdAtMs }: StoredCertificate, asked: string | undefined, nowMs: number): boolean =>
  asked !== undefined && token === asked && nowMs < createdAtMs + tokenMs;

type Names = StoredCertificate['names'];

/** Assumption: ACM keeps names in lower case, each once. */
function namesOf({ DomainName: first, SubjectAlternativeNames: others = [] }: Form): Names {
  const common = first.toLowerCase();
  return [common, ...new Set(others.map((name) => name.toLowerCase()).filter((name) => name !== common))];
}

function exceeded({ held, limits, nowMs }: Ask, names: number): Refusal | undefined {
  held.requestedAtMs = held.requestedAtMs.filter((atMs) => atMs > nowMs - yearMs);
  if (names > limits.namesPerCertificate) return refusals.limitExceeded(`${limits.namesPerCertificate} names`);
  if (held.certificates.size >= limits.certificates)
    return refusals.limitExceeded(`${limits.certificates} certificates`);
  if (held.requestedAtMs.length >= limits.requestsPerYear)
    return refusals.limitExceeded(`${limits.requestsPerYear} certificates in the last year`);
  return undefined;
}

interface Read {
  readonly names: Names;
  readonly tags: Readonly<Record<string, string>>;
}

function newCertificate(ask: Ask, form: Form, { names, tags }: Read): StoredCertificate {
  const { place, held, nowMs } = ask;
  const failureReason = noNames(names);
  return {
    arn: certificateArn(place, `request ${held.made}`),
    names,
    type: 'AMAZON_ISSUED',
    keyAlgorithm: form.KeyAlgorithm,
    createdAtMs: nowMs,
    ...(form.IdempotencyToken === undefined ? {} : { token: form.IdempotencyToken }),
    tags: { ...tags },
    validations: names.map((domain) => ({
      domain,
      status: failureReason === undefined ? 'PENDING_VALIDATION' : 'FAILED',
    })),
    ...(failureReason === undefined ? { status: 'PENDING_VALIDATION' } : { status: 'FAILED', failureReason }),
  };
}
