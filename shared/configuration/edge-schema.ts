import * as z from 'zod';
import * as aws from './aws-syntax.ts';
import { createdLoadBalancer } from './created-schema.ts';
import { describeProblem } from './problems.ts';
import { choice, flag, list, section, text, textMap, whole } from './shapes.ts';
import * as syntax from './syntax.ts';

const used = section({
  dnsName: text(aws.loadBalancerName).exactOptional(),
  hostedZoneId: text(aws.hostedZoneId).exactOptional(),
  dualStack: flag().exactOptional(),
  arn: text(aws.loadBalancerArn).exactOptional(),
  tags: textMap('tags', 'write { name: value } with at least one tag').exactOptional(),
  tls: section({ listeners: list(text(aws.listenerArn), 'ARNs of listeners') }).exactOptional(),
}).transform(({ dnsName, hostedZoneId, dualStack, arn, tags, tls }, context) => {
  const told = { hostedZoneId, dualStack, tls };
  const refuse = (what: string, instead: string) => {
    context.addIssue({ code: 'custom', message: describeProblem(what, instead) });
    return z.NEVER;
  };
  if (dnsName === undefined) {
    const loose = Object.entries(told).find(([, value]) => value !== undefined)?.[0];
    if (loose !== undefined)
      return refuse(`has ${loose} without dnsName`, `add dnsName, or remove ${loose}: it is asked for`);
    if (arn !== undefined && tags === undefined) return { arn };
    if (tags !== undefined && arn === undefined) return { tags };
    return refuse('does not say which load balancer', 'write dnsName and hostedZoneId, or arn, or tags');
  }
  if (tags !== undefined) return refuse('has tags beside dnsName', 'remove one of the two');
  if (hostedZoneId === undefined) {
    return refuse('has no hostedZoneId', 'add the CanonicalHostedZoneId that DescribeLoadBalancers shows');
  }
  const known = { ...(arn === undefined ? {} : { arn }), ...(tls === undefined ? {} : { tls }) };
  return { dnsName, hostedZoneId, dualStack: dualStack ?? false, ...known };
});

/** Where the names of an edge lead. */
export const target = section({
  create: createdLoadBalancer.exactOptional(),
  use: used.exactOptional(),
  addresses: list(text(syntax.address), 'IP addresses', { min: 1, one: 'IP address' }).exactOptional(),
}).transform(({ create, use, addresses }, context) => {
  const given = [create, use, addresses].filter((one) => one !== undefined);
  if (given.length === 1 && create !== undefined) return { create };
  if (given.length === 1 && use !== undefined) return { use };
  if (given.length === 1 && addresses !== undefined) return { addresses };
  const what = given.length === 0 ? 'names no target' : 'names more than one target';
  context.addIssue({
    code: 'custom',
    message: describeProblem(what, 'write exactly one of create, use and addresses'),
  });
  return z.NEVER;
});

export const certificatesMode = choice(['acm', 'annotate', 'issue-only', 'off'], {
  none: 'off',
  issue: 'issue-only',
  elb: 'acm',
  annotation: 'annotate',
});

/** How the names of an edge get HTTPS; what `mode` is by default depends on the load balancer. */
export const certificates = section({
  mode: certificatesMode.exactOptional(),
  names: choice(['wildcard', 'host'], { wildcards: 'wildcard', hosts: 'host' }).default('wildcard'),
  keyAlgorithm: choice(['RSA_2048', 'EC_prime256v1', 'EC_secp384r1'], {
    RSA: 'RSA_2048',
    rsa: 'RSA_2048',
    ECDSA: 'EC_prime256v1',
    'P-256': 'EC_prime256v1',
    'P-384': 'EC_secp384r1',
  }).default('RSA_2048'),
  reuse: z
    .union([z.literal('any'), list(text(aws.certificateArn), 'ARNs of certificates')], {
      error: describeProblem('is neither any nor a list of ARNs of certificates', "write 'any' or […]"),
    })
    .default([]),
  // One place stays free for what replaces another: one alone would never be used.
  most: whole(2, 1_000, 'certificates').default(25),
  mostPerNamespace: whole(1, 1_000, 'certificates').exactOptional(),
  perNamespaceAndYear: whole(0, 100_000, 'certificates').default(50),
  keepUnusedDays: whole(0, 3_650, 'days').default(30),
});
