import type { KubernetesApi } from '../../../forwarder/kubernetes/api.ts';

type Json = Readonly<Record<string, unknown>>;

const ingresses = (namespace: string): string => `/apis/networking.k8s.io/v1/namespaces/${namespace}/ingresses`;

export const ingress = (namespace: string, name: string, host = `${name}.example.com`) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace },
  spec: { ingressClassName: 'public', rules: [{ host }] },
});

/** What a person with kubectl does; each call fails loudly. */
export interface Hand {
  namespace(name: string): Promise<void>;
  /** Creates it, or gives it that host. */
  ingress(namespace: string, name: string, host?: string): Promise<void>;
  /** Its controller found an address. */
  address(namespace: string, name: string, ip: string): Promise<void>;
  remove(namespace: string, name: string): Promise<void>;
  /** Every Ingress of the namespace at once. */
  wipe(namespace: string): Promise<void>;
  post(path: string, body: Json): Promise<void>;
  delete(path: string): Promise<void>;
}

export function handOf(api: KubernetesApi): Hand {
  const call = async (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: Json): Promise<void> => {
    const patch = method === 'PATCH' ? { contentType: 'application/merge-patch+json' } : {};
    const answer = await api.send({ method, path, ...(body === undefined ? {} : { body }), ...patch });
    const text = await answer.text();
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  };
  return {
    namespace: (name) => call('POST', '/api/v1/namespaces', { metadata: { name } }),
    async ingress(namespace, name, host) {
      const object = ingress(namespace, name, host);
      const answer = await api.send({ method: 'POST', path: ingresses(namespace), body: object });
      const text = await answer.text();
      if (answer.status === 409) await call('PATCH', `${ingresses(namespace)}/${name}`, { spec: object.spec });
      else if (answer.status !== 201) throw new Error(`${answer.status} ${text}`);
    },
    address: (namespace, name, ip) =>
      call('PATCH', `${ingresses(namespace)}/${name}/status`, { status: { loadBalancer: { ingress: [{ ip }] } } }),
    remove: (namespace, name) => call('DELETE', `${ingresses(namespace)}/${name}`),
    wipe: (namespace) => call('DELETE', ingresses(namespace)),
    post: (path, body) => call('POST', path, body),
    delete: (path) => call('DELETE', path),
  };
}

/** Many at once, over a few connections. */
export async function atOnce(count: number, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await act(next - 1);
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}
