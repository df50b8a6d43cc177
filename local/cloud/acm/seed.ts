import { certificateArn, type Place, type StoredCertificate } from './certificate.ts';

/** A certificate that is there from the beginning: imported, private, or issued before. */
export interface GivenCertificate extends Place {
  /** The first is the common name. */
  readonly names: readonly [string, ...string[]];
  readonly type: StoredCertificate['type'];
  readonly keyAlgorithm?: string;
  readonly createdAtMs: number;
  readonly notAfterMs: number;
  readonly tags?: Readonly<Record<string, string>>;
  /** Absent: made from its names and type, always the same. */
  readonly arn?: string;
}

export function givenCertificate(given: GivenCertificate): StoredCertificate {
  const { names, type, keyAlgorithm = 'RSA_2048', createdAtMs, notAfterMs, tags = {} } = given;
  const [first, ...others] = names;
  return {
    arn: given.arn ?? certificateArn(given, `${type} ${names.join(' ')}`),
    names: [first, ...others],
    type,
    keyAlgorithm,
    status: 'ISSUED',
    createdAtMs,
    ...(type === 'IMPORTED' ? {} : { issuedAtMs: createdAtMs }),
    notBeforeMs: createdAtMs,
    notAfterMs,
    tags: { ...tags },
    validations: type === 'AMAZON_ISSUED' ? names.map((domain) => ({ domain, status: 'SUCCESS' })) : [],
  };
}
