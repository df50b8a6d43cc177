import { createHash } from 'node:crypto';
import * as z from 'zod';

/** A certificate in the SNI list of a listener; those that have been taken out are kept for as long as ACM has not heard. */
const Attachment = z.strictObject({ certificate: z.string(), sinceMs: z.number(), untilMs: z.number().optional() });
export type Attachment = z.output<typeof Attachment>;

export const Listener = z.strictObject({
  arn: z.string(),
  port: z.int(),
  protocol: z.enum(['HTTP', 'HTTPS', 'TCP', 'TLS']),
  defaultCertificate: z.string().optional(),
  attachments: z.array(Attachment),
});
export type Listener = z.output<typeof Listener>;

export const LoadBalancer = z.strictObject({
  arn: z.string(),
  name: z.string(),
  type: z.enum(['application', 'network']),
  scheme: z.enum(['internet-facing', 'internal']),
  dnsName: z.string(),
  hostedZoneId: z.string(),
  dualStack: z.boolean(),
  tags: z.record(z.string(), z.string()),
  listeners: z.array(Listener),
});
export type LoadBalancer = z.output<typeof LoadBalancer>;

/** A load balancer that is there from the beginning: who makes them is no part of this model. */
export interface GivenLoadBalancer {
  readonly account: string;
  readonly region: string;
  /** At most 32 characters, unique in its account and region. */
  readonly name: string;
  readonly type: LoadBalancer['type'];
  readonly scheme: LoadBalancer['scheme'];
  readonly dnsName: string;
  readonly hostedZoneId: string;
  readonly dualStack?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  /** Absent: made from the account, region and name. */
  readonly arn?: string;
  readonly listeners: readonly {
    readonly port: number;
    readonly protocol: Listener['protocol'];
    readonly defaultCertificate?: string;
    /** Absent: made from the load balancer's and the port. */
    readonly arn?: string;
  }[];
}

/** AWS General Reference, "ARNs of Elastic Load Balancing": a listener's is its load balancer's with another word and one more id. */
export function givenLoadBalancer(given: GivenLoadBalancer): LoadBalancer {
  const { account, region, name, type, listeners, arn: known, dualStack = false, tags = {}, ...rest } = given;
  const partition = region.startsWith('cn-') ? 'aws-cn' : 'aws';
  const kind = type === 'network' ? 'net' : 'app';
  const id = idOf(account, region, name);
  const arn = known ?? `arn:${partition}:elasticloadbalancing:${region}:${account}:loadbalancer/${kind}/${name}/${id}`;
  return {
    ...rest,
    arn,
    name,
    type,
    dualStack,
    tags: { ...tags },
    listeners: listeners.map(({ arn: own, ...listener }) => ({
      ...listener,
      arn: own ?? `${arn.replace(':loadbalancer/', ':listener/')}/${idOf(arn, String(listener.port))}`,
      attachments: [],
    })),
  };
}

const idOf = (...of: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 16);

/** What a listener shows: its default certificate, and those of the SNI list. */
export interface Shown {
  readonly first: string | undefined;
  readonly listed: readonly string[];
}

/** The certificates of the SNI list at a moment, in the order in which they came. */
export const listedAt = ({ attachments }: Listener, atMs: number): readonly string[] =>
  attachments
    .filter(({ sinceMs, untilMs = Number.POSITIVE_INFINITY }) => sinceMs <= atMs && atMs < untilMs)
    .map(({ certificate }) => certificate);

/** Whether a load balancer of this ARN, or one that owns it, belongs to an account and region. */
export function isAt(arn: string, place: { readonly account: string; readonly region: string }): boolean {
  const [, , , region, account] = arn.split(':');
  return region === place.region && account === place.account;
}
