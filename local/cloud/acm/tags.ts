import * as z from 'zod';
import { isRefusal, type Refusal, refusals } from './answer.ts';
import { type Ask, withCertificate } from './state.ts';

/** API reference, Tag: a key of 1 to 128 and a value of up to 256 characters of these. */
export const TagList = z
  .array(
    z.strictObject({
      Key: z.string().regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u),
      Value: z
        .string()
        .regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u)
        .optional(),
    }),
  )
  .min(1)
  .max(50);

/** API reference, RequestCertificate: TooManyTagsException, InvalidTagException. */
const mostTags = 50;

export function readTags(list: z.output<typeof TagList>): Readonly<Record<string, string>> | Refusal {
  if (list.some(({ Key }) => Key.toLowerCase().startsWith('aws:'))) return refusals.invalidTag;
  return Object.fromEntries(list.map(({ Key, Value = '' }) => [Key, Value]));
}

const Arn = z.strictObject({ CertificateArn: z.string() });

export function listTags(ask: Ask): object {
  const read = Arn.safeParse(ask.input);
  if (!read.success) return refusals.validation('certificateArn');
  return withCertificate(ask, read.data.CertificateArn, ({ tags }) => ({
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  }));
}

export function addTags(ask: Ask): object {
  const read = Arn.extend({ Tags: TagList }).safeParse(ask.input);
  if (!read.success) return refusals.validation(read.error.issues[0]?.path.join('.') ?? 'tags');
  const { CertificateArn, Tags } = read.data;
  return withCertificate(ask, CertificateArn, (certificate) => {
    const added = readTags(Tags);
    if (isRefusal(added)) return added;
    const tags = { ...certificate.tags, ...added };
    if (Object.keys(tags).length > mostTags) return refusals.tooManyTags;
    ask.held.certificates.set(certificate.arn, { ...certificate, tags });
    return {};
  });
}
