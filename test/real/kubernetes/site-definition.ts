import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import type { KubernetesApi } from '../../../forwarder/kubernetes/api.ts';

const file = new URL('../../../charts/firstlight/crds/sites.yaml', import.meta.url);

/** Has the cluster know Site objects, as `kubectl apply` would; resolves once they are served. */
export async function defineSites(api: KubernetesApi): Promise<void> {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const made = await api.send({ method: 'POST', path, body: parse(readFileSync(file, 'utf8')) });
  const text = await made.text();
  if (made.status !== 201) throw new Error(`${made.status} ${text}`);
  for (let left = 100; left > 0; left -= 1) {
    const listed = await api.send({ method: 'GET', path: '/apis/firstlight.dev/v1alpha1/sites' });
    listed.discard();
    if (listed.status === 200) return;
    await sleep(100);
  }
  throw new Error('Site objects are not served');
}
