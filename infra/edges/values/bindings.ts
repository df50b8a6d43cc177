import type { BoundService } from './behind.ts';

/** A target group to be bound to a port of a Service. */
export interface Bound {
  readonly name: string;
  readonly targetGroupArn: string;
  readonly port: string | number;
}

export interface BindingsInput {
  readonly service: BoundService;
  readonly bound: readonly Bound[];
  /** Of the load balancer: the pods are opened to it. */
  readonly securityGroupId: string;
}

/**
 * The TargetGroupBindings that have the AWS Load Balancer Controller keep pods in target groups, as a `List`
 * (kubernetes-sigs.github.io/aws-load-balancer-controller, "TargetGroupBinding", specification).
 */
export function bindingsOf({ service, bound, securityGroupId }: BindingsInput): object {
  const from = [{ securityGroup: { groupID: securityGroupId } }];
  const items = bound.map(({ name, targetGroupArn, port }) => ({
    apiVersion: 'elbv2.k8s.aws/v1beta1',
    kind: 'TargetGroupBinding',
    metadata: { namespace: service.namespace, name },
    spec: {
      targetGroupARN: targetGroupArn,
      targetType: 'ip',
      serviceRef: { name: service.name, port },
      networking: { ingress: [{ from, ports: [{ protocol: 'TCP' }] }] },
    },
  }));
  return { apiVersion: 'v1', kind: 'List', items };
}
