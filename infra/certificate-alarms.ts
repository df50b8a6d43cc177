import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { wordedAlarm } from './alarm.ts';
import type { Installation } from './installation.ts';
import { functionMetric } from './metrics.ts';

/** What sweep measures of certificates each minute, as the last drain of each lane left it. */
export const certificateMetrics = [
  'LoadBalancersNearlyFull',
  'RenewalsBlocked',
  'CertificatesFailed',
  'CertificateQuotaReached',
] as const;

const words: Readonly<
  Record<(typeof certificateMetrics)[number], { readonly impact: string; readonly runbook: string }>
> = {
  LoadBalancersNearlyFull: {
    impact: 'A load balancer has room for no further certificate: names that none on it covers stay without HTTPS.',
    runbook: 'load-balancer-nearly-full',
  },
  RenewalsBlocked: {
    impact: 'ACM will not renew a certificate as things are: the names it serves lose HTTPS when it ends.',
    runbook: 'renewal-blocked',
  },
  CertificatesFailed: {
    impact:
      'ACM issues no certificate for a name, so that it has no HTTPS; nothing tries again by itself within a day.',
    runbook: 'certificate-failed',
  },
  CertificateQuotaReached: {
    impact: 'A quota of certificates is used up: new names stay without HTTPS, those that have it keep it.',
    runbook: 'certificate-quota-reached',
  },
};

/** Each rings while there is one, and says when there is none any more. */
export class CertificateAlarms extends Construct {
  constructor(scope: Construct, id: string, { alarms }: Pick<Installation, 'alarms'>) {
    super(scope, id);
    for (const name of certificateMetrics) {
      const metric = functionMetric(name, 'sweep', Stats.MAXIMUM);
      // What passes within minutes, as a place that is freed, wakes nobody.
      wordedAlarm(this, name, { metric, above: 0, periods: 15, topic: alarms, ...words[name] });
    }
  }
}
