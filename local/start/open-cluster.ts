import { kubeconfigAccess } from '#shared/adapters/kubernetes-access.ts';
import type { Scheduler } from '#shared/domain/clock.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import type { KubernetesApi } from '../../forwarder/kubernetes/api.ts';
import { httpsApi } from '../../forwarder/kubernetes/https-api.ts';
import type { ClusterToRead } from './options.ts';

/**
 * The API of a cluster that answers now, and through which nothing can be changed.
 * @throws UsageError naming what is in the way
 */
export async function openCluster(
  { kubeconfig, context }: ClusterToRead,
  scheduler: Scheduler,
): Promise<KubernetesApi> {
  const access = await kubeconfigAccess(kubeconfig, context);
  const api = readOnly(httpsApi(access, scheduler));
  const answer = await api.send({ method: 'GET', path: '/version' }).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`cannot reach ${access.server} of context ${access.name}: ${why}`, { cause });
  });
  answer.discard();
  if (answer.status === 401)
    throw new UsageError(`${access.server} does not accept the credentials of context ${access.name}: log in again`);
  return api;
}

/** Lets nothing through but what reads. */
export const readOnly = (api: KubernetesApi): KubernetesApi => ({
  async send(request) {
    if (request.method === 'GET') return api.send(request);
    throw new RetryableError(`${request.method} ${request.path}: this cluster is only read`);
  },
});
