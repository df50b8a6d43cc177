import { watchedKinds } from '../../../forwarder/joins/watched-kinds.ts';
import type { KubernetesApi } from '../../../forwarder/kubernetes/api.ts';
import type { Case } from '../../conformance/corpus.ts';

type Raw = Case['objects'][number];

/** Makes an object as its author would, then its status as its controller would. */
export async function put(api: KubernetesApi, object: Raw): Promise<void> {
  const { collection, path, namespace, isBuiltIn } = placeOf(object);
  if (namespace !== '') await create(api, '/api/v1/namespaces', { metadata: { name: namespace } });
  if (!(await create(api, collection, object))) await change(api, path, object);
  const { status } = object;
  if (isBuiltIn && status !== undefined) await change(api, `${path}/status`, { status });
}

/** Namespaces stay: without their controller they would never end. */
export async function takeAway(api: KubernetesApi, object: Raw): Promise<void> {
  if (object.kind === 'Namespace') return;
  const { path } = placeOf(object);
  const answer = await api.send({ method: 'DELETE', path });
  await demand(answer.status < 300, `DELETE ${path}`, answer);
}

function placeOf({ apiVersion, kind, metadata: { name, namespace = '' } }: Raw) {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const served = watchedKinds.find((each) => each.kind === kind && each.apiGroup === group);
  if (served === undefined) throw new Error(`${apiVersion} ${kind} is not watched`);
  const base = group === '' ? `/api/${apiVersion}` : `/apis/${apiVersion}`;
  const collection = `${base}${served.namespaced ? `/namespaces/${namespace}` : ''}/${served.plural}`;
  return { collection, path: `${collection}/${name}`, namespace, isBuiltIn: !served.customResource };
}

/** False where it is there already. */
async function create(api: KubernetesApi, path: string, body: object): Promise<boolean> {
  const answer = await api.send({ method: 'POST', path, body });
  await demand(answer.status === 201 || answer.status === 409, `POST ${path}`, answer);
  return answer.status === 201;
}

async function change(api: KubernetesApi, path: string, body: object): Promise<void> {
  const answer = await api.send({ method: 'PATCH', path, body, contentType: 'application/merge-patch+json' });
  await demand(answer.status === 200, `PATCH ${path}`, answer);
}

async function demand(isRight: boolean, what: string, answer: { status: number; text(): Promise<string> }) {
  const text = await answer.text();
  if (!isRight) throw new Error(`${what}: ${answer.status} ${text}`);
}
