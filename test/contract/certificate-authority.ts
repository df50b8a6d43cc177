import { afterEach, beforeEach, describe, expect } from 'vitest';
import type { CertificateAuthority } from '../../functions/certificates/ports.ts';
import { judgedBy, type Unjudged } from './judged.ts';

/** An ACM to be judged by. */
export interface FarAuthority {
  readonly authority: CertificateAuthority;
  /** Lets pass what has to pass before a fresh certificate can be read whole. */
  settle(): Promise<void> | void;
  close(): Promise<void>;
}

const tags = { 'firstlight:installation': '111111111111/eu-central-1' };
const names = ['*.example.com', 'example.com'] as const;
let tokens = 0;
const wish = (more: Partial<Parameters<CertificateAuthority['request']>[0]> = {}) => {
  tokens += 1;
  return { names, keyAlgorithm: 'RSA_2048' as const, token: `token${tokens}`, tags, ...more };
};
const thrown = (call: Promise<unknown>) => call.catch((error: unknown) => error);

/** What the adapter gets from every ACM; `unjudged` as in `judged.ts`. */
export function certificateAuthorityContract(
  name: string,
  open: () => Promise<FarAuthority>,
  unjudged: Unjudged = {},
): void {
  describe(`certificate authority: ${name}`, () => {
    let far: FarAuthority;
    beforeEach(async () => {
      far = await open();
    });
    afterEach(() => far.close());
    const { judge, judgeExcuses } = judgedBy(unjudged);

    judge('describes what was requested: names, key, the one record of a domain and its wildcard', async () => {
      const arn = await far.authority.request(wish());
      await far.settle();
      const found = await far.authority.describe(arn);
      expect(found).toMatchObject({ arn, names, status: 'PENDING_VALIDATION', type: 'AMAZON_ISSUED', inUseBy: [] });
      const [first, second] = found?.validations ?? [];
      expect(first?.record?.name).toMatch(/^_[^.]+\.example\.com$/);
      expect(second?.record).toEqual(first?.record);
    });

    judge('keeps tags', async () => {
      const arn = await far.authority.request(wish());
      await far.settle();
      expect(await far.authority.tags(arn)).toEqual(tags);
    });

    judge('makes one certificate for one token', async () => {
      const one = wish();
      const arn = await far.authority.request(one);
      expect(await far.authority.request(one)).toBe(arn);
      expect(await far.authority.request({ ...one, token: `${one.token}x` })).not.toBe(arn);
    });

    judge('lists every certificate, of whatever key', async () => {
      const arns = [
        await far.authority.request(wish()),
        await far.authority.request(wish({ keyAlgorithm: 'EC_prime256v1', names: ['a.example.com'] })),
      ];
      await far.settle();
      const { certificates } = await far.authority.list();
      const found = certificates.filter(({ arn }) => arns.includes(arn));
      expect(found.map(({ keyAlgorithm }) => keyAlgorithm).toSorted()).toEqual(['EC_prime256v1', 'RSA_2048']);
      expect(found.find(({ keyAlgorithm }) => keyAlgorithm === 'RSA_2048')).toMatchObject({
        names,
        status: 'PENDING_VALIDATION',
        inUse: false,
        hasMoreNames: false,
        createdMs: expect.any(Number),
      });
    });

    judge('deletes, and says of what is not there that there is none', async () => {
      const arn = await far.authority.request(wish());
      await far.settle();
      expect(await far.authority.delete(arn)).toBe('deleted');
      expect(await far.authority.describe(arn)).toBeUndefined();
      expect(await far.authority.tags(arn)).toBeUndefined();
      expect(await far.authority.delete(arn)).toBe('deleted');
    });

    judge('says that a first name over 64 octets is a matter of the wish', async () => {
      const long = `${'a'.repeat(60)}.example.com`;
      const refused = { name: 'PermanentError', reason: 'Refused', scope: 'wish' };
      expect(await thrown(far.authority.request(wish({ names: [long] })))).toMatchObject(refused);
    });

    judgeExcuses();
  });
}
