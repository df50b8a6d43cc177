import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { perCluster } from '../output-names.ts';
import type { CreatedEdge } from './created-edge.ts';
import type { Edge } from './edge.ts';
import type { BoundService } from './values/behind.ts';
import { type Bound, bindingsOf } from './values/bindings.ts';
import { valuesOf } from './values/values.ts';

/** Tells, as JSON and so as YAML, what is to be done in the cluster for an edge. */
export function tellValues(stack: Stack, edge: CreatedEdge, made: Edge): void {
  const { create } = edge.loadBalancer;
  const [className = edge.name] = edge.classes;
  const [gateway] = edge.gateways;
  const behind = { edge: edge.name, className, create, ...(gateway === undefined ? {} : { gateway }) };
  const { values, service } = valuesOf(behind);
  const tell = (name: string, value: string, description: string): void => {
    new CfnOutput(stack, `${name}-${edge.name}`, { value, description }).overrideLogicalId(perCluster(name, edge.name));
  };
  const what = create.controller === 'envoy-gateway' ? 'manifests: kubectl apply -f' : 'Helm values: helm upgrade -f';
  tell('Values', JSON.stringify(values), `${create.controller} behind edge ${edge.name}; ${what}`);
  tell('LoadBalancer', made.inUse.dnsName, `where names of edge ${edge.name} lead`);
  if (create.targets.kind === 'ip') {
    const bindings = bindingsOf({
      service,
      bound: boundTo(edge.name, service, made),
      securityGroupId: made.securityGroupId,
    });
    tell('Bindings', stack.toJsonString(bindings), 'manifests for the AWS Load Balancer Controller: kubectl apply -f');
  } else {
    const { decrypted, plain, tcp } = made.targetGroups;
    const groups = [decrypted, ...(plain === undefined ? [] : [plain]), ...tcp.values()].map(({ ref }) => ref);
    tell('TargetGroups', groups.join(' '), `for the Auto Scaling group of the nodes behind edge ${edge.name}`);
  }
}

function boundTo(edge: string, service: BoundService, { targetGroups }: Edge): readonly Bound[] {
  const { decrypted, plain, tcp } = targetGroups;
  return [
    { name: `${edge}-decrypted`, targetGroupArn: decrypted.ref, port: service.decrypted },
    ...(plain === undefined ? [] : [{ name: `${edge}-plain`, targetGroupArn: plain.ref, port: service.plain }]),
    ...[...tcp].map(([port, { ref }]) => ({ name: `${edge}-tcp-${port}`, targetGroupArn: ref, port })),
  ];
}
