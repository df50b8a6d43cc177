import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { certificateAuthorityContract } from './certificate-authority.ts';
import { openTlsFarSides, region, roleArn } from './tls-far-sides.ts';

let far: Awaited<ReturnType<typeof openTlsFarSides>>;
beforeEach(async () => {
  far = await openTlsFarSides();
});
afterEach(() => far.close());

certificateAuthorityContract('the strict ACM', async () => ({
  authority: far.authorityOf({ region }),
  settle: () => {
    far.time.nowMs += 5000;
  },
  close: async () => {},
}));

const wish = { names: ['a.com'], keyAlgorithm: 'EC_prime256v1', token: 't', tags: {} } as const;
const thrown = (call: Promise<unknown>) => call.catch((error: unknown) => error);

describe('the adapter of ACM over the wire', () => {
  it('sees a certificate through its life: issued, in use, not deleted, renewed', async () => {
    const authority = far.authorityOf({ region });
    const arn = await authority.request(wish);
    expect(await authority.describe(arn)).toBeUndefined();
    far.time.nowMs += 1000;
    expect((await authority.describe(arn))?.validations).toEqual([{ domain: 'a.com', status: 'PENDING_VALIDATION' }]);
    far.time.nowMs += 5000;
    const record = (await authority.describe(arn))?.validations[0]?.record;
    far.records.set(`${record?.name} CNAME`, [`${record?.value}.`]);
    const issued = await authority.describe(arn);
    expect(issued).toMatchObject({ status: 'ISSUED', notBeforeMs: far.time.nowMs, createdMs: far.time.nowMs - 6000 });
    const [listener] = far.elbv2.loadBalancers()[0]?.listeners.slice(1) ?? [];
    far.time.nowMs += 5000;
    expect(await far.loadBalancersOf({ region }).add(listener?.arn ?? '', arn)).toBe('added');
    far.time.nowMs += 5000;
    expect((await authority.describe(arn))?.inUseBy).toEqual([far.elbv2.loadBalancers()[0]?.arn]);
    expect(await authority.delete(arn)).toBe('in-use');
    far.time.nowMs = (issued?.notAfterMs ?? 0) - 86_400_000;
    expect(await authority.describe(arn)).toMatchObject({ renewal: { status: 'SUCCESS' }, status: 'ISSUED' });
  });

  it('tells what has failed, and why', async () => {
    const authority = far.authorityOf({ region });
    const arn = await authority.request({ ...wish, names: ['a.internal'] });
    far.time.nowMs += 5000;
    expect(await authority.describe(arn)).toMatchObject({ status: 'FAILED', failureReason: 'INVALID_PUBLIC_DOMAIN' });
  });

  it('is of its role and region', async () => {
    const arn = await far.authorityOf({ region, roleArn }).request(wish);
    expect(arn).toContain(':222222222222:');
    far.time.nowMs += 5000;
    expect(await far.authorityOf({ region }).describe(arn)).toBeUndefined();
    expect(await far.authorityOf({ region: 'eu-west-1', roleArn }).describe(arn)).toBeUndefined();
    expect(await far.authorityOf({ region, roleArn }).describe(arn)).toBeDefined();
  });

  it('tells a full quota and too many requests by their kinds', async () => {
    const authority = far.authorityOf({ region });
    const names = Array.from({ length: 11 }, (_, at) => `n${at}.com`);
    const [first = '', ...others] = names;
    expect(await thrown(authority.request({ ...wish, names: [first, ...others] }))).toMatchObject({
      name: 'PermanentError',
      reason: 'QuotaReached',
      scope: 'surroundings',
    });
    const all = await Promise.allSettled(Array.from({ length: 9 }, () => authority.list()));
    expect(all.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { name: 'ThrottledError', retryAfterMs: 2000 },
    });
  });
});
