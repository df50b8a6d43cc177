import * as z from 'zod';
import type { FoundLoadBalancers } from '#shared/configuration/in-force.ts';
import { jsonOf } from '#shared/deployment/environment.ts';

/** As infra/edges hands them over, by edge. CloudFormation tells DNS names in the case in which they were made. */
const made = jsonOf(
  z.record(
    z.string(),
    z.object({
      dnsName: z.string().min(1).toLowerCase(),
      hostedZoneId: z.string().min(1),
      dualStack: z.boolean(),
      arn: z.string().min(1),
      tls: z.object({ listeners: z.array(z.string().min(1)) }),
    }),
  ),
);

/**
 * The load balancers that a deployment made.
 * @throws ZodError for what infra/edges does not write
 */
export const madeLoadBalancers = (text: string): FoundLoadBalancers => made.parse(text);
