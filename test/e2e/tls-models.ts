import { Acm } from '../../local/cloud/acm/acm.ts';
import { publicNames } from '../../local/cloud/dns/public-names.ts';
import { Elbv2 } from '../../local/cloud/elbv2/elbv2.ts';
import type { Route53 } from '../../local/cloud/route53/route53.ts';
import { account, region, securedLoadBalancer } from './installation.ts';

/** The strict ACM on the zones of the strict Route 53, and one load balancer that takes what it issues. */
export function openTlsModels(route53: Route53): { readonly acm: Acm; readonly elbv2: Elbv2 } {
  const caller = { account, arn: `arn:aws:iam::${account}:root` };
  const callers = { callerOf: () => caller };
  const acm: Acm = new Acm({
    names: publicNames((nowMs) => route53.answeredZones(nowMs)),
    users: { usersOf: (arn, nowMs, as) => elbv2.usersOf(arn, nowMs, as) },
    callers,
  });
  const elbv2: Elbv2 = new Elbv2({
    loadBalancers: [
      {
        ...securedLoadBalancer,
        account,
        region,
        name: 'secure',
        type: 'application',
        scheme: 'internet-facing',
        listeners: [
          { port: 80, protocol: 'HTTP' },
          { port: 443, protocol: 'HTTPS' },
        ],
      },
    ],
    certificates: acm,
    callers,
  });
  return { acm, elbv2 };
}
