import * as z from 'zod';
import * as aws from './aws-syntax.ts';
import { describeProblem } from './problems.ts';
import { choice, flag, list, section, text, whole } from './shapes.ts';
import * as syntax from './syntax.ts';

/** RFC 1918 section 3. */
export const privateRanges: readonly string[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

const port = () => whole(1, 65_535, 'a port');

const targets = section({
  kind: choice(['ip', 'instance'], {
    pod: 'ip',
    pods: 'ip',
    node: 'instance',
    nodes: 'instance',
    NodePort: 'instance',
  }),
  nodePort: port().exactOptional(),
  plainNodePort: port().exactOptional(),
}).transform(({ kind, nodePort, plainNodePort }, context) => {
  if (kind === 'ip' && nodePort === undefined && plainNodePort === undefined) return { kind };
  if (kind === 'instance' && nodePort !== undefined) {
    return { kind, nodePort, ...(plainNodePort === undefined ? {} : { plainNodePort }) };
  }
  const message =
    kind === 'ip'
      ? describeProblem('has node ports for pods', "remove them, or write kind: 'instance'")
      : describeProblem('has no nodePort', 'add the NodePort of the ingress controller’s Service');
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const tcpPort = section({ port: port(), targetPort: port().exactOptional() });

/** A load balancer to be made. */
export const createdLoadBalancer = section({
  type: choice(['alb', 'nlb'], { application: 'alb', ALB: 'alb', network: 'nlb', NLB: 'nlb' }).default('alb'),
  vpcId: text(aws.vpcId),
  // Elastic Load Balancing, "Availability Zones for your Application Load Balancer": at least two.
  subnetIds: list(text(aws.subnetId), 'subnet ids', { min: 2, one: 'subnet id' }).exactOptional(),
  dualStack: flag().default(false),
  allow: list(text(syntax.networkSource), 'CIDR blocks and prefix lists', {
    min: 1,
    one: 'CIDR block',
  }).exactOptional(),
  subnetCidrs: list(text(syntax.cidr), 'CIDR blocks', { min: 1, one: 'CIDR block' }).default([...privateRanges]),
  targets: targets.default({ kind: 'ip' }),
  tlsPolicy: text(aws.tlsPolicy).default('ELBSecurityPolicy-TLS13-1-2-2021-06'),
  certificateArn: text(aws.certificateArn).exactOptional(),
  hstsSeconds: whole(0, 63_072_000, 'seconds').exactOptional(),
  // Elastic Load Balancing, "Edit attributes for your Application Load Balancer": 1 to 4000 seconds.
  idleTimeoutSeconds: whole(1, 4_000, 'seconds').default(3_600),
  webAclArn: text(aws.webAclArn).exactOptional(),
  accessLogs: section({
    bucket: text(aws.bucketName),
    prefix: text(syntax.objectPrefix).exactOptional(),
  }).exactOptional(),
  tcpPorts: list(tcpPort, 'ports').default([]),
  controller: choice(['traefik', 'ingress-nginx', 'envoy-gateway'], {
    nginx: 'ingress-nginx',
    envoy: 'envoy-gateway',
  }).default('traefik'),
}).superRefine((created, context) => {
  const refuse = (path: readonly PropertyKey[], what: string, instead: string): void =>
    context.addIssue({ code: 'custom', path: [...path], message: describeProblem(what, instead) });
  const { type, targets: to, tcpPorts } = created;
  if (type === 'alb') {
    if (tcpPorts.length > 0) refuse(['tcpPorts'], 'needs a Network Load Balancer', "write type: 'nlb', or remove it");
    return;
  }
  for (const only of ['hstsSeconds', 'webAclArn'] as const) {
    if (created[only] !== undefined)
      refuse([only], 'needs an Application Load Balancer', "write type: 'alb', or remove it");
  }
  if (to.kind === 'instance' && to.plainNodePort === undefined) {
    const instead = 'add the NodePort that answers plain HTTP with a redirect';
    refuse(['targets'], 'has no plainNodePort', instead);
  }
  const ports = tcpPorts.map(({ port: own }) => own);
  for (const [index, own] of ports.entries()) {
    const taken = own === 80 || own === 443 || ports.indexOf(own) !== index;
    if (taken) refuse(['tcpPorts', index, 'port'], 'is taken already', 'write each port once, and neither 80 nor 443');
  }
});
