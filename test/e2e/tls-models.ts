import { Acm } from '../../local/cloud/acm/acm.ts';
import { publicNames } from '../../local/cloud/dns/public-names.ts';
import { Elbv2 } from '../../local/cloud/elbv2/elbv2.ts';
import type { Route53 } from '../../local/cloud/route53/route53.ts';
import { account, region, rightsAccount, securedLoadBalancer, zoneName } from './installation.ts';

type Headers = Readonly<Record<string, string>>;

/** A certificate of ours that nobody needs. */
export const looseName = `loose.${zoneName('rights')}`;

/** The strict ACM on the zones of the strict Route 53, and one load balancer of each account that takes what it issues. */
export function openTlsModels(
  route53: Route53,
  accountOf: (headers: Headers) => string,
): { readonly acm: Acm; readonly elbv2: Elbv2 } {
  const callers = {
    callerOf: ({ headers }: { readonly headers: Headers }) => {
      const of = accountOf(headers);
      return { account: of, arn: `arn:aws:iam::${of}:root` };
    },
  };
  const acm: Acm = new Acm({
    names: publicNames((nowMs) => route53.answeredZones(nowMs)),
    users: { usersOf: (arn, nowMs, as) => elbv2.usersOf(arn, nowMs, as) },
    callers,
    certificates: [
      {
        account: rightsAccount,
        region,
        names: [looseName],
        type: 'AMAZON_ISSUED',
        createdAtMs: Date.now() - 3_600_000,
        notAfterMs: Date.now() + 100 * 86_400_000,
        tags: { 'firstlight:installation': `${rightsAccount}/${region}` },
      },
    ],
  });
  const elbv2: Elbv2 = new Elbv2({
    loadBalancers: [account, rightsAccount].map((of) => ({
      ...securedLoadBalancer(of),
      account: of,
      region,
      name: 'secure',
      type: 'application' as const,
      scheme: 'internet-facing' as const,
      listeners: [
        { port: 80, protocol: 'HTTP' as const },
        { port: 443, protocol: 'HTTPS' as const },
      ],
    })),
    certificates: acm,
    callers,
  });
  return { acm, elbv2 };
}
