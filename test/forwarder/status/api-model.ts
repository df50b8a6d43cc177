import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { ApiAnswer, ApiRequest, KubernetesApi } from '../../../forwarder/kubernetes/api.ts';
import { RetryableError } from '../../../shared/errors/kinds.ts';

const Stored = z.object({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    resourceVersion: z.string().optional(),
    uid: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  spec: z.unknown().optional(),
  status: z.unknown().optional(),
});
export type StoredObject = z.infer<typeof Stored> & { readonly [field: string]: unknown };

/** What may be wrong with a cluster; each may change at any time. */
export interface ClusterFaults {
  /** Verbs on `sites`, `sites/status` and `events` that our role has not. */
  readonly forbidden: Set<string>;
  noDefinition: boolean;
  readonly goneNamespaces: Set<string>;
  readonly goingNamespaces: Set<string>;
  /** Namespaces whose quota is used up, or whose admission takes nothing new. */
  readonly fullNamespaces: Set<string>;
  /** Events are asked to come later. */
  busyEvents: boolean;
  /** Names that admission refuses. */
  readonly refusedNames: Set<string>;
  /** The answer to everything. */
  broken: undefined | 'connection' | 'busy';
}

/**
 * Sites and Events of a cluster as an API server keeps them, as far as Firstlight asks: create, merge patch with
 * optimistic locking, delete with preconditions, list by label (Kubernetes API concepts; answers as v1.35 gives them).
 */
export function clusterModel() {
  const objects = new Map<string, StoredObject>();
  const faults: ClusterFaults = {
    forbidden: new Set(),
    noDefinition: false,
    goneNamespaces: new Set(),
    goingNamespaces: new Set(),
    fullNamespaces: new Set(),
    busyEvents: false,
    refusedNames: new Set(),
    broken: undefined,
  };
  const calls: string[] = [];
  let version = 0;
  const next = (): string => String(++version);

  function handle(request: ApiRequest): readonly [number, unknown] {
    const [, namespace, plural = '', name, sub] =
      /^\/apis\/[^/]+\/[^/]+(?:\/namespaces\/([^/]+))?\/(sites|events)(?:\/([^/]+))?(?:\/(status))?$/.exec(
        request.path,
      ) ?? [];
    const verb = verbOf(request.method, name);
    calls.push(`${verb} ${plural}${sub === undefined ? '' : `/${sub}`}`);
    if (faults.broken === 'busy' || (faults.busyEvents && plural === 'events'))
      return [429, 'Too many requests, please try again later.'];
    if (plural === 'sites' && faults.noDefinition) return [404, '404 page not found\n'];
    if (faults.forbidden.has(`${verb} ${plural}${sub === undefined ? '' : `/${sub}`}`)) {
      return status(403, 'Forbidden', `${plural} is forbidden: User "forwarder" cannot ${verb} resource "${plural}"`);
    }
    if (verb === 'list') return [200, { metadata: { continue: '' }, items: labelled() }];
    const id = `${plural}/${namespace}/${name ?? ''}`;
    switch (verb) {
      case 'create':
        return create(plural, namespace ?? '', request.body);
      case 'get':
        return found(id, plural, (object) => [200, object]);
      case 'patch':
        return found(id, plural, (object) => patch(id, object, { body: request.body, sub }));
      default:
        return found(id, plural, (object) => remove(id, object, request.body));
    }
  }

  const labelled = (): readonly StoredObject[] =>
    [...objects].flatMap(([id, object]) =>
      id.startsWith('sites/') && object.metadata.labels?.['app.kubernetes.io/managed-by'] === 'firstlight'
        ? [object]
        : [],
    );
  const found = (id: string, plural: string, then: (object: StoredObject) => readonly [number, unknown]) => {
    const object = objects.get(id);
    return object === undefined ? status(404, 'NotFound', 'not found', { kind: plural }) : then(object);
  };

  function create(plural: string, namespace: string, body: unknown): readonly [number, unknown] {
    if (faults.goneNamespaces.has(namespace))
      return status(404, 'NotFound', `namespaces "${namespace}" not found`, { kind: 'namespaces' });
    if (faults.goingNamespaces.has(namespace)) {
      const causes = [{ reason: 'NamespaceTerminating', message: 'being terminated', field: 'metadata.namespace' }];
      return status(403, 'Forbidden', 'unable to create new content', { kind: plural, causes });
    }
    if (faults.fullNamespaces.has(namespace))
      return status(403, 'Forbidden', 'exceeded quota: objects', { kind: plural });
    const given = Stored.parse(body);
    const id = `${plural}/${namespace}/${given.metadata.name}`;
    if (objects.has(id)) return status(409, 'AlreadyExists', 'already exists', { kind: plural });
    if (faults.refusedNames.has(given.metadata.name)) return status(422, 'Invalid', 'is invalid', { kind: plural });
    const { status: _ignored, ...rest } = z.looseObject({}).parse(body);
    const metadata = { ...given.metadata, namespace, uid: `uid-${next()}`, resourceVersion: next() };
    objects.set(id, Stored.loose().parse({ ...rest, metadata }));
    return [201, objects.get(id)];
  }

  function patch(
    id: string,
    object: StoredObject,
    { body, sub }: { body: unknown; sub: string | undefined },
  ): readonly [number, unknown] {
    const given = z
      .looseObject({ metadata: z.looseObject({ resourceVersion: z.string().optional() }).optional() })
      .parse(body);
    const expected = given.metadata?.resourceVersion;
    if (expected !== undefined && expected !== object.metadata.resourceVersion) {
      return status(409, 'Conflict', 'the object has been modified', { kind: id.split('/')[0] ?? '' });
    }
    const allowed = sub === 'status' ? { status: given['status'] } : { ...given, status: undefined };
    const merged = merge(
      object,
      Object.fromEntries(Object.entries(allowed).filter(([, value]) => value !== undefined)),
    );
    const after = Stored.loose().parse(merged);
    if (isDeepStrictEqual(after, object)) return [200, object];
    after.metadata.resourceVersion = next();
    objects.set(id, after);
    return [200, after];
  }

  function remove(id: string, object: StoredObject, body: unknown): readonly [number, unknown] {
    const { preconditions } = z
      .object({ preconditions: z.record(z.string(), z.string()).default({}) })
      .parse(body ?? {});
    const { uid, resourceVersion } = object.metadata;
    const holds =
      (preconditions['uid'] ?? uid) === uid &&
      (preconditions['resourceVersion'] ?? resourceVersion) === resourceVersion;
    if (!holds) return status(409, 'Conflict', 'the precondition does not hold', { kind: id.split('/')[0] ?? '' });
    objects.delete(id);
    return status(200, '', '');
  }

  const api: KubernetesApi = {
    async send(request) {
      if (faults.broken === 'connection') throw new RetryableError('ECONNREFUSED');
      const [code, body] = handle(request);
      return answerOf(code, typeof body === 'string' ? body : JSON.stringify(body));
    },
  };
  return { api, objects, faults, calls, put: (id: string, object: StoredObject) => void objects.set(id, object), next };
}

const verbOf = (method: ApiRequest['method'], name: string | undefined): string =>
  ({ GET: name === undefined ? 'list' : 'get', POST: 'create', PATCH: 'patch', DELETE: 'delete', PUT: 'update' })[
    method
  ];

const status = (code: number, reason: string, message: string, details: object = {}): readonly [number, unknown] => [
  code,
  { kind: 'Status', apiVersion: 'v1', status: code < 300 ? 'Success' : 'Failure', reason, message, details, code },
];

/** RFC 7396. */
function merge(target: unknown, change: unknown): unknown {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) return change;
  const before = typeof target === 'object' && target !== null && !Array.isArray(target) ? target : {};
  const fields = new Map<string, unknown>(Object.entries(before));
  for (const [name, value] of Object.entries(change)) {
    if (value === null) fields.delete(name);
    else fields.set(name, merge(fields.get(name), value));
  }
  return Object.fromEntries(fields);
}

const answerOf = (code: number, text: string): ApiAnswer => ({
  status: code,
  headers: {},
  text: async () => text,
  async *lines() {
    yield text;
  },
  discard: () => undefined,
});
