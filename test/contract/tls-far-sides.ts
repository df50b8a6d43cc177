import { Acm } from '#local/cloud/acm/acm.ts';
import { isForAcm } from '#local/cloud/acm/operations.ts';
import { givenCertificate } from '#local/cloud/acm/seed.ts';
import { Elbv2 } from '#local/cloud/elbv2/elbv2.ts';
import type { Limits } from '#local/cloud/elbv2/limits.ts';
import { serveRoute53 } from '#local/cloud/route53/server.ts';
import { Sts } from '#local/cloud/sts/sts.ts';
import { certificatesByRole, loadBalancersByRole } from '../../shared/adapters/certificates-by-role.ts';

export const hub = '111111111111';
export const other = '222222222222';
export const roleArn = `arn:aws:iam::${other}:role/edges`;
export const region = 'eu-central-1';

/** The strict ACM, Elastic Load Balancing and STS behind one socket, the real SDK in front of them, and the time between. */
export async function openTlsFarSides(limits: Partial<Limits> = {}) {
  const time = { nowMs: Date.UTC(2026, 0, 1) };
  const records = new Map<string, readonly string[]>();
  const sts = new Sts({ keys: { HUB: hub }, roles: [{ arn: roleArn, trusts: [hub] }] });
  const given = { account: hub, region, createdAtMs: time.nowMs - 1, notAfterMs: time.nowMs + 86_400_000 } as const;
  const issued = Array.from({ length: 30 }, (_, at) => {
    return { ...given, names: [`n${at}.com`], type: 'IMPORTED' } as const;
  });
  const [defaultCertificate = '', ...certificates] = issued.map((one) => givenCertificate(one).arn);
  const acm: Acm = new Acm({
    names: { resolve: (name, type) => records.get(`${name.replace(/\.$/, '')} ${type}`) ?? [] },
    users: { usersOf: (arn, nowMs, as) => elbv2.usersOf(arn, nowMs, as) },
    certificates: issued,
    callers: sts,
  });
  const elbv2 = new Elbv2({
    loadBalancers: [loadBalancer(defaultCertificate)],
    certificates: acm,
    callers: sts,
    limits: { pageSize: 7, ...limits },
  });
  const server = await serveRoute53(
    {
      handle: (request, nowMs) => {
        if (isForAcm(request.headers)) return acm.handle(request, nowMs);
        return (request.body.includes('Version=2015-12-01') ? elbv2 : sts).handle(request, nowMs);
      },
    },
    { port: 0, clock: () => time.nowMs },
  );
  const options = {
    endpoint: server.url,
    credentials: { accessKeyId: 'HUB', secretAccessKey: 'x' },
    region,
    clock: { now: () => time.nowMs, monotonic: () => time.nowMs },
  };
  return {
    time,
    records,
    acm,
    elbv2,
    defaultCertificate,
    certificates,
    authorityOf: certificatesByRole(options),
    loadBalancersOf: loadBalancersByRole(options),
    close: () => server.close(),
  };
}

const loadBalancer = (defaultCertificate: string) =>
  ({
    account: hub,
    region,
    name: 'fl-public',
    type: 'application',
    scheme: 'internet-facing',
    dnsName: 'fl-public-1.eu-central-1.elb.amazonaws.com',
    hostedZoneId: 'Z215JYRZR1TBD5',
    tags: { team: 'a' },
    listeners: [
      { port: 80, protocol: 'HTTP' },
      { port: 443, protocol: 'HTTPS', defaultCertificate },
    ],
  }) as const;
