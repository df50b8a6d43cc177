import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Route53 } from '#local/cloud/route53/route53.ts';
import { type RunningServer, serveRoute53 } from '#local/cloud/route53/server.ts';
import { Sts } from '#local/cloud/sts/sts.ts';
import { hostedZonesByRole } from '../../shared/adapters/route53-by-role.ts';

const hub = '111111111111';
const other = '222222222222';
const roleArn = `arn:aws:iam::${other}:role/dns`;
const access = { roleArn, externalId: 'secret-word' };
const record = { name: 'www.example.org', type: 'A', ttl: 60, values: ['192.0.2.1'] } as const;
const create = [{ action: 'CREATE', record }] as const;

let sts: Sts;
let model: Route53;
let server: RunningServer;
let connect: ReturnType<typeof hostedZonesByRole>;
/** AWS has a clock of its own. */
let time: { awsMs: number; wallMs: number; monotonicMs: number };
/** Answers in place of STS. */
let stsInstead: { status: number; body: string } | undefined;

beforeEach(async () => {
  const startMs = Date.UTC(2026, 0, 1);
  time = { awsMs: startMs, wallMs: startMs, monotonicMs: 0 };
  stsInstead = undefined;
  sts = new Sts({ keys: { HUB: hub }, roles: [{ arn: roleArn, trusts: [hub], externalId: 'secret-word' }] });
  const zones = [
    { id: 'Z1', name: 'example.com', private: false, account: hub },
    { id: 'Z2', name: 'example.org', private: false, account: other },
  ];
  model = new Route53({ zones, callers: sts });
  server = await serveRoute53(
    {
      handle: (request, nowMs) => {
        if (request.path !== '/') return model.handle(request, nowMs);
        return stsInstead === undefined ? sts.handle(request, nowMs) : { headers: {}, ...stsInstead };
      },
    },
    { port: 0, clock: () => time.awsMs },
  );
  connect = hostedZonesByRole({
    endpoint: server.url,
    credentials: { accessKeyId: 'HUB', secretAccessKey: 'x' },
    region: 'eu-central-1',
    clock: { now: () => time.wallMs, monotonic: () => time.monotonicMs },
  });
});
afterEach(() => server.close());

const pass = (ms: number) => {
  time.awsMs += ms;
  time.wallMs += ms;
  time.monotonicMs += ms;
};
const thrown = (call: Promise<unknown>) => call.catch((error: unknown) => error);

describe('zones of other accounts', () => {
  it('are read and written with their role, the others without one', async () => {
    const receipt = await connect(access).change('Z2', create);
    expect(await connect(access).getChange(receipt.changeId)).toBe('PENDING');
    expect(model.recordSets('Z2')).toHaveLength(3);
    expect((await connect({}).list('Z1')).recordSets).toHaveLength(2);
    expect(sts.assumed()).toBe(1);
  });

  it('keep their credentials until five minutes before the end', async () => {
    await connect(access).list('Z2');
    pass(54 * 60_000);
    await connect(access).list('Z2');
    expect(sts.assumed()).toBe(1);
    pass(60_000);
    await connect(access).list('Z2');
    expect(sts.assumed()).toBe(2);
  });

  it('get new credentials after an hour also where the clock went back', async () => {
    await connect(access).list('Z2');
    time.wallMs -= 86_400_000;
    pass(3_600_000);
    await connect(access).list('Z2');
    expect(sts.assumed()).toBe(2);
  });

  it('have one client for each role', () => {
    expect(connect(access)).toBe(connect({ ...access }));
    expect(connect({ roleArn })).not.toBe(connect(access));
    expect(connect({})).toBe(connect({}));
  });
});

describe('a zone of another account is denied', () => {
  it.each([
    ['without its role', {}],
    ['without the external id', { roleArn }],
    ['with a role that is not there', { roleArn: `${roleArn}-404`, externalId: 'secret-word' }],
  ])('%s', async (_, given) => {
    const error = await thrown(connect(given).change('Z2', create));
    expect(error).toMatchObject({ name: 'PermanentError', reason: 'AccessDenied', scope: 'surroundings' });
    expect(model.recordSets('Z2')).toHaveLength(2);
  });

  it('by the name of the role, and never with the external id', async () => {
    const error = await thrown(connect({ roleArn: `${roleArn}-404`, externalId: 'secret-word' }).list('Z2'));
    expect(String(error)).toContain(`role ${roleArn}-404: AccessDenied`);
    expect(String(error)).not.toContain('secret-word');
  });
});

it.each([
  ['does not answer', { status: 503, body: '' }, { name: 'RetryableError', ambiguous: false }],
  [
    'has enough',
    {
      status: 400,
      body: '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Code>Throttling</Code></Error></ErrorResponse>',
    },
    { name: 'ThrottledError' },
  ],
])('where STS %s nothing was asked of Route 53, and nothing is in doubt', async (_, instead, expected) => {
  stsInstead = instead;
  expect(await thrown(connect(access).change('Z2', create))).toMatchObject(expected);
  expect(model.calls()).toEqual({});
  stsInstead = undefined;
  await connect(access).change('Z2', create);
  expect(model.recordSets('Z2')).toHaveLength(3);
});
