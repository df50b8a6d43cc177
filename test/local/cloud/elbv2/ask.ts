import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import { Elbv2 } from '#local/cloud/elbv2/elbv2.ts';
import type { GivenLoadBalancer } from '#local/cloud/elbv2/load-balancer.ts';
import type { Elbv2Options } from '#local/cloud/elbv2/options.ts';
import type { KnownCertificate } from '#local/cloud/elbv2/state.ts';
import type { Route53Response } from '#local/cloud/route53/xml-out.ts';

const account = '000000000000';
export const certificate = (id: string | number): string => `arn:aws:acm:eu-central-1:${account}:certificate/${id}`;
const zone = { hostedZoneId: 'Z215JYRZR1TBD5', account, region: 'eu-central-1', scheme: 'internet-facing' } as const;

export const application: GivenLoadBalancer = {
  ...zone,
  name: 'fl-public',
  type: 'application',
  dnsName: 'fl-public-1.eu-central-1.elb.amazonaws.com',
  tags: { 'elbv2.k8s.aws/cluster': 'demo' },
  listeners: [
    { port: 80, protocol: 'HTTP' },
    { port: 443, protocol: 'HTTPS', defaultCertificate: certificate('first') },
    { port: 8443, protocol: 'HTTPS', defaultCertificate: certificate('first') },
  ],
};
export const network: GivenLoadBalancer = {
  ...zone,
  name: 'fl-private',
  type: 'network',
  dnsName: 'fl-private-1.eu-central-1.elb.amazonaws.com',
  dualStack: true,
  listeners: [{ port: 443, protocol: 'TLS', defaultCertificate: certificate('first') }],
};

/** A model whose buckets never end, with certificates that are issued unless `known` says otherwise. */
export function openElbv2(
  options: Partial<Elbv2Options> & { known?: Record<string, KnownCertificate | undefined> } = {},
) {
  const { known = {}, ...more } = options;
  const issued = { status: 'ISSUED', keyAlgorithm: 'RSA_2048', issuedAtMs: 0 };
  const endless = { capacity: 1e9, refillPerSecond: 1 };
  const elbv2 = new Elbv2({
    loadBalancers: [application, network],
    certificates: { certificate: (arn) => (Object.hasOwn(known, arn) ? known[arn] : issued) },
    ...more,
    limits: { reads: endless, changes: endless, ...more.limits },
  });
  const [first, second] = elbv2.loadBalancers();
  if (first === undefined || second === undefined) throw new Error('no load balancers');
  const listener = (port: number, of = first): string => of.listeners.find((one) => one.port === port)?.arn ?? '';
  return {
    elbv2,
    first,
    second,
    http: listener(80),
    https: listener(443),
    other: listener(8443),
    tls: listener(443, second),
  };
}

export const call = (elbv2: Elbv2, action: string, fields: Record<string, string> = {}, nowMs = 0): Route53Response =>
  elbv2.handle(
    {
      method: 'POST',
      path: '/',
      query: {},
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=K/20260101/eu-central-1/elasticloadbalancing/aws4_request, Signature=x',
      },
      body: String(new URLSearchParams({ Action: action, Version: '2015-12-01', ...fields })),
    },
    nowMs,
  );

export const add = (elbv2: Elbv2, listener: string, arn: string, nowMs = 0): string =>
  outcomeOf(
    call(
      elbv2,
      'AddListenerCertificates',
      { ListenerArn: listener, 'Certificates.member.1.CertificateArn': arn },
      nowMs,
    ),
  );
export const remove = (elbv2: Elbv2, listener: string, arn: string, nowMs = 0): string =>
  outcomeOf(
    call(
      elbv2,
      'RemoveListenerCertificates',
      { ListenerArn: listener, 'Certificates.member.1.CertificateArn': arn },
      nowMs,
    ),
  );

const parser = new XMLParser({ parseTagValue: false, isArray: (tag) => tag === 'member' });
const Failure = z.object({ ErrorResponse: z.object({ Error: z.object({ Code: z.string() }) }) });
export const outcomeOf = ({ status, body }: Route53Response): string =>
  status === 200 ? 'ok' : Failure.parse(parser.parse(body)).ErrorResponse.Error.Code;

/** The members of a list in an answer, and where the next page begins. */
export function listIn(action: string, list: string, { body }: Route53Response) {
  const Answer = z.object({
    [`${action}Response`]: z.object({ [`${action}Result`]: z.looseObject({ NextMarker: z.string().optional() }) }),
  });
  const result = Answer.parse(parser.parse(body))[`${action}Response`]?.[`${action}Result`];
  const Members = z.union([z.object({ member: z.array(z.record(z.string(), z.unknown())) }), z.literal('')]);
  const members = Members.parse(result?.[list]);
  return { members: members === '' ? [] : members.member, next: result?.NextMarker };
}
