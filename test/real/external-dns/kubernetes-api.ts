import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { itemsOf } from '../../../forwarder/manifests/items.ts';
import { discoveryOf, objectAt, resources, type ServedResource } from './kubernetes-resources.ts';

type Json = Readonly<Record<string, unknown>>;

export interface KubernetesApi {
  readonly url: string;
  /** What client-go and kubectl are told, as text. */
  readonly kubeconfig: string;
  close(): Promise<void>;
}

/**
 * The Kubernetes API over a directory of manifests, to be read only: list and watch, as much of it as client-go and
 * kubectl ask for, and a refusal of everything else. The directory is read anew for each request; a watch says what
 * there is and then keeps silent.
 *
 * Source: Kubernetes API concepts, "Efficient detection of changes" and "Streaming lists".
 */
export async function serveManifests(directory: string): Promise<KubernetesApi> {
  const uids = new Map<string, string>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://kubernetes');
    if (request.method !== 'GET') return refuse(response, 405, 'MethodNotAllowed', `${request.method} ${url.pathname}`);
    const discovery = discoveryOf(url.pathname);
    if (discovery !== undefined) return answer(response, discovery);
    const one = objectAt(url.pathname);
    if (one !== undefined) {
      const object = readObjects(directory, one.resource, uids).find((each) => keyOf(each) === one.key);
      return object === undefined ? refuse(response, 404, 'NotFound', url.pathname) : answer(response, object);
    }
    const resource = resources.find(({ path }) => path === url.pathname);
    if (resource === undefined) return refuse(response, 404, 'NotFound', url.pathname);
    const unknown = [...url.searchParams.keys()].find((name) => !parameters.has(name));
    if (unknown !== undefined) return refuse(response, 400, 'BadRequest', `unknown parameter ${unknown}`);
    const objects = readObjects(directory, resource, uids);
    if (url.searchParams.get('watch') === 'true')
      return watch(response, { resource, objects, query: url.searchParams });
    const { apiVersion, kind } = resource;
    answer(response, { apiVersion, kind: `${kind}List`, metadata: { resourceVersion }, items: objects });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the Kubernetes API has no TCP port');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    kubeconfig: kubeconfigFor(url),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const kubeconfigFor = (server: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'peer',
    clusters: [{ name: 'peer', cluster: { server } }],
    contexts: [{ name: 'peer', context: { cluster: 'peer', user: 'peer' } }],
    users: [{ name: 'peer', user: {} }],
  });

/** Nothing changes while somebody looks. */
const resourceVersion = '1';

const parameters: ReadonlySet<string> = new Set([
  'allowWatchBookmarks',
  'limit',
  'resourceVersion',
  'resourceVersionMatch',
  'sendInitialEvents',
  'timeout',
  'timeoutSeconds',
  'watch',
]);

function readObjects(directory: string, { apiVersion, kind }: ServedResource, uids: Map<string, string>): Json[] {
  const texts = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => readFileSync(join(directory, name), 'utf8'));
  const documents = texts.flatMap((text) => [...parseAllDocuments(text)].map((document) => document.toJS() as unknown));
  return documents
    .flatMap((document) => itemsOf(document))
    .flatMap((object) => {
      if (!isJson(object) || object['apiVersion'] !== apiVersion || object['kind'] !== kind) return [];
      const key = `${kind}/${keyOf(object)}`;
      const uid = uids.get(key) ?? randomUUID();
      uids.set(key, uid);
      const metadata = { creationTimestamp: '2026-01-01T00:00:00Z', uid, resourceVersion, ...metadataOf(object) };
      return [{ ...object, metadata }];
    });
}

const metadataOf = ({ metadata }: Json): Json => (isJson(metadata) ? metadata : {});

function keyOf(object: Json): string {
  const { namespace, name } = metadataOf(object);
  return `${namespace}/${name}`;
}

interface Watched {
  readonly resource: ServedResource;
  readonly objects: readonly Json[];
  readonly query: URLSearchParams;
}

function watch(response: ServerResponse, { resource: { apiVersion, kind }, objects, query }: Watched): void {
  response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
  if (query.get('sendInitialEvents') !== 'true') return;
  const annotations = { 'k8s.io/initial-events-end': 'true' };
  const events = [
    ...objects.map((object) => ({ type: 'ADDED', object })),
    { type: 'BOOKMARK', object: { apiVersion, kind, metadata: { resourceVersion, annotations } } },
  ];
  response.write(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
}

function answer(response: ServerResponse, body: Json, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, code: number, reason: string, message: string): void {
  answer(response, { apiVersion: 'v1', kind: 'Status', status: 'Failure', code, reason, message, metadata: {} }, code);
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
