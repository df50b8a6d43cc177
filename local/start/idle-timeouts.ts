import type { CheckedConfiguration, Configuration } from '#shared/domain/configuration.ts';

/** User Guide of Application Load Balancers, "Edit attributes": what stands unless somebody says otherwise. */
const usualSeconds = 60;
/** User Guide of Network Load Balancers, "Connection idle timeout": of TLS listeners, and cannot be changed. */
const networkSeconds = 350;

/** By edge: after how many seconds of silence its load balancer closes a connection. */
export function idleTimeouts(checked: CheckedConfiguration, { edges }: Configuration): ReadonlyMap<string, number> {
  const written = new Map(
    checked.edges.flatMap(({ name, loadBalancer }) =>
      'create' in loadBalancer ? [[name, loadBalancer.create.idleTimeoutSeconds] as const] : [],
    ),
  );
  return new Map(
    edges.map(({ name, loadBalancer }) => {
      const isNetwork = 'use' in loadBalancer && loadBalancer.use.arn?.includes(':loadbalancer/net/') === true;
      return [name, isNetwork ? networkSeconds : (written.get(name) ?? usualSeconds)];
    }),
  );
}
