import type { Edge } from '#shared/domain/configuration.ts';
import type { LoadBalancerRow } from '#shared/rows/load-balancer-rows.ts';
import type { Hindrance } from './plan/lane-state.ts';

/** Why the load balancer of an edge takes no certificates as it is. */
export function troubleOf({ name, certificates, loadBalancer }: Edge, row: LoadBalancerRow): Hindrance | undefined {
  if (certificates.mode === 'annotate') return untoldOf(row, name);
  return unfitOf(row, 'use' in loadBalancer ? loadBalancer.use.tls?.listeners : undefined, name);
}

function goneOf({ type, arn }: LoadBalancerRow, edge: string): Hindrance | undefined {
  if (type !== undefined) return undefined;
  const message = `the load balancer ${arn} of edge ${edge} is not there any more; deploy again, or correct the configuration`;
  return { reason: 'ListenerGone', message };
}

/** A controller makes the listener that ends TLS once it has a certificate. */
function untoldOf(row: LoadBalancerRow, edge: string): Hindrance | undefined {
  if (row.type === undefined || row.managedBy !== undefined) return goneOf(row, edge);
  const message = `nobody owns the load balancer ${row.arn} of edge ${edge} who could be told of certificates; write acm as its certificates.mode`;
  return { reason: 'NoController', message };
}

function unfitOf(row: LoadBalancerRow, wanted: readonly string[] | undefined, edge: string): Hindrance | undefined {
  if (row.type === undefined || row.managedBy !== undefined) return goneOf(row, edge);
  const gone = wanted?.find((arn) => !row.listeners.some((listener) => listener.arn === arn));
  if (gone !== undefined) {
    const message = `the listener ${gone} of edge ${edge} is not there any more, or ends no TLS; deploy again`;
    return { reason: 'ListenerGone', message };
  }
  if (row.listeners.length > 0) return undefined;
  const message = `the load balancer ${row.arn} of edge ${edge} has no listener that ends TLS; add one for HTTPS on port 443`;
  return { reason: 'NoTlsListener', message };
}
