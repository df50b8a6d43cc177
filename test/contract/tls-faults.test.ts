import { describe, expect, it } from 'vitest';
import { Acm } from '#local/cloud/acm/acm.ts';
import { faultAnswers as acmAnswers } from '#local/cloud/acm/answer.ts';
import { givenCertificate } from '#local/cloud/acm/seed.ts';
import { faultAnswers as elbv2Answers } from '#local/cloud/elbv2/answer.ts';
import { Elbv2 } from '#local/cloud/elbv2/elbv2.ts';
import { type FaultKind, withFaults } from '#local/cloud/route53/faults.ts';
import { AcmCertificates } from '../../shared/adapters/acm.ts';
import { ElasticLoadBalancers } from '../../shared/adapters/elbv2.ts';
import { inProcess } from '../functions/dns/in-process.ts';

const region = 'eu-central-1';
const nowMs = Date.UTC(2026, 0, 1);
const place = { account: '000000000000', region };
const issued = { ...place, names: ['a.com'], type: 'IMPORTED', createdAtMs: 0, notAfterMs: nowMs + 1e9 } as const;
const thrown = (call: Promise<unknown>) => call.catch((error: unknown) => error);

/** ACM and a load balancer of which every answer is struck by one kind of fault. */
function openStruck(kind: FaultKind) {
  const acm = new Acm({ names: { resolve: () => [] }, certificates: [issued] });
  const elbv2 = new Elbv2({
    loadBalancers: [
      {
        ...place,
        name: 'a',
        type: 'application',
        scheme: 'internal',
        dnsName: 'a-1.eu-central-1.elb.amazonaws.com',
        hostedZoneId: 'Z215JYRZR1TBD5',
        listeners: [{ port: 443, protocol: 'HTTPS' }],
      },
    ],
    certificates: acm,
  });
  const faults = { shares: { [kind]: 1 }, random: () => 0.5 };
  const through = (model: Acm | Elbv2, answers: typeof acmAnswers) => ({
    region,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: inProcess(
      { handle: withFaults((request, atMs) => model.handle(request, atMs), { ...faults, answers }) },
      () => nowMs,
    ),
  });
  return {
    acm,
    elbv2,
    listener: elbv2.loadBalancers()[0]?.listeners[0]?.arn ?? '',
    authority: new AcmCertificates(through(acm, acmAnswers)),
    loadBalancers: new ElasticLoadBalancers(through(elbv2, elbv2Answers)),
  };
}

describe('a fault of ACM or Elastic Load Balancing', () => {
  it.each<[FaultKind, object, boolean]>([
    ['throttled', { name: 'ThrottledError' }, false],
    ['unavailable', { name: 'RetryableError', ambiguous: true }, false],
    ['unheard', { name: 'RetryableError', ambiguous: true }, false],
    ['failedAfter', { name: 'RetryableError', ambiguous: true }, true],
    ['lostAnswer', { name: 'RetryableError', ambiguous: true }, true],
  ])('%s: the adapter tells its kind, and the change was made or not', async (kind, expected, isMade) => {
    const { acm, elbv2, listener, authority, loadBalancers } = openStruck(kind);
    const wish = { names: ['b.com'], keyAlgorithm: 'RSA_2048', token: 't', tags: {} } as const;
    expect(await thrown(authority.request(wish))).toMatchObject(expected);
    expect(acm.certificates(nowMs)).toHaveLength(isMade ? 2 : 1);
    const { arn } = givenCertificate(issued);
    expect(await thrown(loadBalancers.add(listener, arn))).toMatchObject(expected);
    expect(elbv2.shownBy(listener, nowMs)?.listed).toEqual(isMade ? [arn] : []);
  });

  it('is never a busy zone', async () => {
    const { authority } = openStruck('busy');
    expect(await authority.list()).toMatchObject({ certificates: [{ names: ['a.com'] }] });
  });
});
