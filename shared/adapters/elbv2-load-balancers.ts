import type { Listener, LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Tags } from '#shared/domain/certificate.ts';
import type { ObservedListener, ObservedLoadBalancer } from '#shared/domain/load-balancer.ts';

/** A load balancer of the SDK in our words. */
export const observedLoadBalancer = (one: LoadBalancer, tags: Tags): ObservedLoadBalancer => ({
  arn: one.LoadBalancerArn ?? '',
  type: one.Type ?? 'gateway',
  scheme: one.Scheme ?? 'internal',
  dnsName: (one.DNSName ?? '').toLowerCase().replace(/\.$/, ''),
  hostedZoneId: one.CanonicalHostedZoneId ?? '',
  // `dualstack-without-public-ipv4` has no public IPv4 address, and answers on IPv6 all the same.
  dualStack: one.IpAddressType !== undefined && one.IpAddressType !== 'ipv4',
  tags,
});

/** A listener of the SDK in our words. */
export function observedListener({ ListenerArn, Port, Protocol, Certificates }: Listener): ObservedListener {
  const [first] = Certificates ?? [];
  return {
    arn: ListenerArn ?? '',
    port: Port ?? 0,
    protocol: Protocol ?? '',
    ...(first?.CertificateArn === undefined ? {} : { defaultCertificate: first.CertificateArn }),
  };
}
