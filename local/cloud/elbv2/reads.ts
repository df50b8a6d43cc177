import type { XmlTree } from '../route53/xml-out.ts';
import { type Refusal, refusals } from './answer.ts';
import { type Listener, type LoadBalancer, listedAt } from './load-balancer.ts';
import { listOf } from './operations.ts';
import { pageOf } from './paging.ts';
import { type Ask, findListener, loadBalancersOf } from './state.ts';

/** API reference, DescribeLoadBalancers and DescribeTags: at most 20 resources a call. */
const mostNamed = 20;

/** API reference, DescribeLoadBalancers: of ARNs or names that are not there, none is told. */
export function describeLoadBalancers(ask: Ask): XmlTree | Refusal {
  const arns = listOf(ask.form, 'LoadBalancerArns');
  const names = listOf(ask.form, 'Names');
  if (arns.length > mostNamed || names.length > mostNamed)
    return refusals.validation(`Up to ${mostNamed} load balancers can be specified`);
  if (arns.length > 0 && names.length > 0)
    return refusals.validation('Load balancer names and load balancer ARNs cannot be specified at the same time');
  const all = loadBalancersOf(ask);
  const strange = arns.find((arn) => !arn.includes(':loadbalancer/'));
  if (strange !== undefined) return refusals.validation(`'${strange}' is not a valid load balancer ARN`);
  const missing =
    arns.find((arn) => !all.some((one) => one.arn === arn)) ??
    names.find((name) => !all.some((one) => one.name === name));
  if (missing !== undefined) return refusals.noSuchLoadBalancer(missing);
  const isAll = arns.length + names.length === 0;
  const wanted = all.filter(({ arn, name }) => isAll || arns.includes(arn) || names.includes(name));
  const page = pageOf(ask, wanted);
  if ('code' in page) return page;
  return { LoadBalancers: { member: page.items.map(loadBalancerTree) }, NextMarker: page.next };
}

const loadBalancerTree = (one: LoadBalancer): XmlTree => ({
  LoadBalancerArn: one.arn,
  DNSName: one.dnsName,
  CanonicalHostedZoneId: one.hostedZoneId,
  LoadBalancerName: one.name,
  Scheme: one.scheme,
  State: { Code: 'active' },
  Type: one.type,
  IpAddressType: one.dualStack ? 'dualstack' : 'ipv4',
});

/** API reference, DescribeTags. */
export function describeTags(ask: Ask): XmlTree | Refusal {
  const arns = listOf(ask.form, 'ResourceArns');
  if (arns.length === 0 || arns.length > mostNamed)
    return refusals.validation(`1 to ${mostNamed} resources must be specified`);
  const all = new Map(loadBalancersOf(ask).map((one) => [one.arn, one]));
  const missing = arns.find((arn) => !all.has(arn));
  if (missing !== undefined) return refusals.noSuchLoadBalancer(missing);
  const member = arns.map((arn) => ({
    ResourceArn: arn,
    Tags: { member: Object.entries(all.get(arn)?.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) },
  }));
  return { TagDescriptions: { member } };
}

/** API reference, DescribeListeners: of its certificates it tells the default one only. */
export function describeListeners(ask: Ask): XmlTree | Refusal {
  const arn = ask.form.get('LoadBalancerArn');
  const named = listOf(ask.form, 'ListenerArns');
  if ((arn === null) === (named.length === 0))
    return refusals.validation('You must specify either listener ARNs or a load balancer ARN');
  const owner = loadBalancersOf(ask).find((one) => one.arn === arn);
  if (arn !== null && owner === undefined) return refusals.noSuchLoadBalancer(arn);
  const missing = named.find((one) => findListener(ask, one) === undefined);
  if (missing !== undefined) return refusals.noSuchListener(missing);
  const found = named.flatMap((one) => findListener(ask, one) ?? []);
  const listeners = owner?.listeners.map((listener) => ({ listener, loadBalancer: owner })) ?? found;
  const page = pageOf(ask, listeners);
  if ('code' in page) return page;
  const member = page.items.map(({ listener, loadBalancer }) => listenerTree(listener, loadBalancer.arn));
  return { Listeners: { member }, NextMarker: page.next };
}

const listenerTree = ({ arn, port, protocol, defaultCertificate }: Listener, loadBalancerArn: string): XmlTree => ({
  ListenerArn: arn,
  LoadBalancerArn: loadBalancerArn,
  Port: port,
  Protocol: protocol,
  Certificates: defaultCertificate === undefined ? undefined : { member: [{ CertificateArn: defaultCertificate }] },
});

/**
 * API reference, DescribeListenerCertificates: "If the default certificate is also in the certificate list, it appears twice in the
 * results (once with IsDefault set to true and once with IsDefault set to false)."
 */
export function describeListenerCertificates(ask: Ask): XmlTree | Refusal {
  const arn = ask.form.get('ListenerArn') ?? '';
  const found = findListener(ask, arn);
  if (found === undefined) return refusals.noSuchListener(arn);
  const { listener } = found;
  const first = listener.defaultCertificate;
  const listed = listedAt(listener, ask.nowMs).map((certificate) => ({ certificate, isDefault: false }));
  const page = pageOf(ask, [...(first === undefined ? [] : [{ certificate: first, isDefault: true }]), ...listed]);
  if ('code' in page) return page;
  const member = page.items.map(({ certificate, isDefault }) => ({
    CertificateArn: certificate,
    IsDefault: isDefault,
  }));
  return { Certificates: { member }, NextMarker: page.next };
}
