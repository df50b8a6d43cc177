import { describe, expect, it } from 'vitest';
import { add, application, call, certificate, listIn, openElbv2, outcomeOf, remove } from './ask.ts';

const one = certificate('one');

describe('a certificate in the list of a listener', () => {
  it('is added once, and taken out', () => {
    const { elbv2, https } = openElbv2();
    expect([add(elbv2, https, one), add(elbv2, https, one)]).toEqual(['ok', 'ok']);
    expect(elbv2.shownBy(https, 0)?.listed).toEqual([one]);
    expect([remove(elbv2, https, one), remove(elbv2, https, one)]).toEqual(['ok', 'ok']);
    expect(elbv2.shownBy(https, 0)?.listed).toEqual([]);
  });

  const fresh = certificate('fresh');
  const known = {
    [certificate('gone')]: undefined,
    [certificate('pending')]: { status: 'PENDING_VALIDATION', keyAlgorithm: 'RSA_2048' },
    [certificate('expired')]: { status: 'EXPIRED', keyAlgorithm: 'RSA_2048', issuedAtMs: 0 },
    [certificate('long')]: { status: 'ISSUED', keyAlgorithm: 'RSA_4096', issuedAtMs: 0 },
    [fresh]: { status: 'ISSUED', keyAlgorithm: 'EC_prime256v1', issuedAtMs: 0 },
  };
  it.each([
    ['not there', 'https', certificate('gone'), 'CertificateNotFound'],
    ['of another account', 'https', certificate('x').replace('000000000000', '111111111111'), 'CertificateNotFound'],
    ['of another region', 'https', certificate('x').replace('central', 'west'), 'CertificateNotFound'],
    ['not issued', 'https', certificate('pending'), 'UnsupportedCertificate'],
    ['expired', 'https', certificate('expired'), 'UnsupportedCertificate'],
    ['of a long key', 'https', certificate('long'), 'ok'],
    ['of a long key, on a network load balancer', 'tls', certificate('long'), 'UnsupportedCertificate'],
    ['of a fresh curve', 'https', fresh, 'CertificateNotFound'],
    ['on a listener without TLS', 'http', one, 'ValidationError'],
    ['on no listener', 'none', one, 'ListenerNotFound'],
  ] as const)('%s', (_, at, arn, outcome) => {
    const { elbv2, ...listeners } = openElbv2({ known });
    const where = at === 'none' ? `${listeners.https}404` : listeners[at];
    expect(add(elbv2, where, arn)).toBe(outcome);
  });

  it('is found a while after its curve was fresh', () => {
    const { elbv2, https } = openElbv2({ known });
    expect(add(elbv2, https, fresh, 3000)).toBe('ok');
  });

  it('is never the default one that goes', () => {
    const { elbv2, https } = openElbv2();
    add(elbv2, https, certificate('first'));
    expect(remove(elbv2, https, certificate('first'))).toBe('OperationNotPermitted');
  });

  it('is one of 25 on all listeners of an application load balancer, without the default ones', () => {
    const { elbv2, https, other } = openElbv2();
    const outcomes = Array.from({ length: 26 }, (_, at) => add(elbv2, at % 2 === 0 ? https : other, certificate(at)));
    expect([outcomes.filter((each) => each === 'ok').length, outcomes[25]]).toEqual([25, 'TooManyCertificates']);
    expect(add(elbv2, https, certificate(0))).toBe('ok');
  });

  it('is one of 25 of a network load balancer, with the default one', () => {
    const { elbv2, tls } = openElbv2();
    const outcomes = Array.from({ length: 25 }, (_, at) => add(elbv2, tls, certificate(at)));
    expect([outcomes[23], outcomes[24]]).toEqual(['ok', 'TooManyCertificates']);
  });

  it('is asked for alone, and not as default', () => {
    const { elbv2, https } = openElbv2();
    const ask = (more: Record<string, string>) =>
      outcomeOf(call(elbv2, 'AddListenerCertificates', { ListenerArn: https, ...more }));
    const [first, second] = ['Certificates.member.1.CertificateArn', 'Certificates.member.2.CertificateArn'];
    expect(ask({ [first]: one, [second]: one })).toBe('ValidationError');
    expect(ask({ [first]: one, 'Certificates.member.1.IsDefault': 'true' })).toBe('ValidationError');
    expect(ask({})).toBe('ValidationError');
  });
});

it('ACM hears late who uses a certificate, and who no longer does', () => {
  const { elbv2, first, https } = openElbv2();
  add(elbv2, https, one, 10_000);
  const heard = (nowMs: number) => elbv2.usersOf(one, nowMs, 'known');
  expect([heard(11_999), heard(12_000), elbv2.usersOf(one, 12_000, 'actual')]).toEqual([[], [first.arn], [first.arn]]);
  remove(elbv2, https, one, 20_000);
  expect([heard(21_999), heard(22_000), elbv2.usersOf(one, 22_000, 'actual')]).toEqual([[first.arn], [], []]);
});

describe('what is there', () => {
  const arns = (from: ReturnType<typeof listIn>, field: string) => from.members.map((each) => each[field]);

  it('is listed whole, or by ARN, or by name, or not at all', () => {
    const { elbv2, first } = openElbv2();
    const list = (fields: Record<string, string>) => call(elbv2, 'DescribeLoadBalancers', fields);
    const found = (fields: Record<string, string>) =>
      arns(listIn('DescribeLoadBalancers', 'LoadBalancers', list(fields)), 'LoadBalancerArn');
    expect(found({})).toHaveLength(2);
    expect(found({ 'LoadBalancerArns.member.1': first.arn })).toEqual([first.arn]);
    expect(found({ 'Names.member.1': 'fl-public' })).toEqual([first.arn]);
    const half = { 'LoadBalancerArns.member.1': first.arn, 'LoadBalancerArns.member.2': `${first.arn}0` };
    expect(outcomeOf(list(half))).toBe('LoadBalancerNotFound');
    const many = Array.from({ length: 21 }, (_, at) => [`LoadBalancerArns.member.${at + 1}`, first.arn]);
    expect(outcomeOf(list(Object.fromEntries(many)))).toBe('ValidationError');
  });

  it('comes in pages', () => {
    const { elbv2 } = openElbv2();
    const page = (fields: Record<string, string>) =>
      listIn(
        'DescribeLoadBalancers',
        'LoadBalancers',
        call(elbv2, 'DescribeLoadBalancers', { PageSize: '1', ...fields }),
      );
    const first = page({});
    const second = page({ Marker: first.next ?? '' });
    expect([first.members.length, second.members.length, second.next]).toEqual([1, 1, undefined]);
    expect(first.members).not.toEqual(second.members);
  });

  it('tells of the default certificate alone, or of all, the default twice where it is listed, too', () => {
    const { elbv2, first, https } = openElbv2();
    add(elbv2, https, certificate('first'));
    const listeners = listIn(
      'DescribeListeners',
      'Listeners',
      call(elbv2, 'DescribeListeners', { LoadBalancerArn: first.arn }),
    );
    expect(arns(listeners, 'Port')).toEqual(['80', '443', '8443']);
    expect(listeners.members[1]?.['Certificates']).toEqual({ member: [{ CertificateArn: certificate('first') }] });
    const all = listIn(
      'DescribeListenerCertificates',
      'Certificates',
      call(elbv2, 'DescribeListenerCertificates', { ListenerArn: https }),
    );
    expect(all.members).toEqual([
      { CertificateArn: certificate('first'), IsDefault: 'true' },
      { CertificateArn: certificate('first'), IsDefault: 'false' },
    ]);
  });

  it('has tags', () => {
    const { elbv2, first } = openElbv2();
    const { members } = listIn(
      'DescribeTags',
      'TagDescriptions',
      call(elbv2, 'DescribeTags', { 'ResourceArns.member.1': first.arn }),
    );
    expect(members).toEqual([
      { ResourceArn: first.arn, Tags: { member: [{ Key: 'elbv2.k8s.aws/cluster', Value: 'demo' }] } },
    ]);
    expect(outcomeOf(call(elbv2, 'DescribeTags'))).toBe('ValidationError');
  });

  it('may be gone: a listener, a load balancer', () => {
    const { elbv2, first, https, tls } = openElbv2();
    elbv2.remove(https);
    expect(add(elbv2, https, one)).toBe('ListenerNotFound');
    elbv2.remove(first.arn);
    expect(outcomeOf(call(elbv2, 'DescribeListeners', { LoadBalancerArn: first.arn }))).toBe('LoadBalancerNotFound');
    expect(add(elbv2, tls, one)).toBe('ok');
  });

  it('belongs to its region', () => {
    const { elbv2 } = openElbv2({ loadBalancers: [{ ...application, region: 'eu-west-1' }, application] });
    expect(listIn('DescribeLoadBalancers', 'LoadBalancers', call(elbv2, 'DescribeLoadBalancers')).members).toHaveLength(
      1,
    );
  });
});

it('takes 40 reads at once and ten a second, and changes apart from them', () => {
  const { elbv2, https } = openElbv2({ limits: { reads: { capacity: 40, refillPerSecond: 10 } } });
  const read = (nowMs: number) => outcomeOf(call(elbv2, 'DescribeLoadBalancers', {}, nowMs));
  expect(Array.from({ length: 41 }, () => read(0)).at(-1)).toBe('ThrottlingException');
  expect([add(elbv2, https, one), read(100), read(100)]).toEqual(['ok', 'ok', 'ThrottlingException']);
});

it('goes on from a snapshot', () => {
  const { elbv2, https } = openElbv2();
  add(elbv2, https, one);
  const after = openElbv2().elbv2;
  after.restore(JSON.parse(JSON.stringify(elbv2.snapshot())));
  expect(after.shownBy(https, 0)).toEqual({ first: certificate('first'), listed: [one] });
});

it('says what it does not model', () => {
  expect(outcomeOf(call(openElbv2().elbv2, 'CreateLoadBalancer'))).toBe('InvalidAction');
});
