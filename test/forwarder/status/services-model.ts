import * as z from 'zod';
import type { ApiAnswer, ApiRequest } from '../../../forwarder/kubernetes/api.ts';

const Applied = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  metadata: z.strictObject({
    name: z.string(),
    namespace: z.string(),
    uid: z.string().optional(),
    annotations: z.record(z.string(), z.string()),
  }),
});

interface Value {
  readonly value: string;
  readonly managers: ReadonlySet<string>;
}

interface Service {
  readonly uid: string;
  readonly annotations: Map<string, Value>;
}

/**
 * Services of a cluster as an API server lets them be applied (Kubernetes, "Server-Side Apply"): a value of another
 * manager is a conflict unless it is the same, what a manager does not apply any more goes, a uid is a precondition, and
 * whoever may only patch makes nothing new.
 */
export function servicesModel() {
  const services = new Map<string, Service>();
  /** Services that our role may patch. */
  const allowed = new Set<string>();
  const calls: string[] = [];

  function apply(key: string, manager: string, { metadata }: z.infer<typeof Applied>): readonly [number, object] {
    const service = services.get(key);
    if (service === undefined || (metadata.uid ?? service.uid) !== service.uid) {
      return refusal(
        409,
        'Conflict',
        'uid mismatch: the provided object specified uid another, and no existing object was found',
      );
    }
    for (const [name, value] of Object.entries(metadata.annotations)) {
      const standing = service.annotations.get(name);
      const other = [...(standing?.managers ?? [])].find((one) => one !== manager);
      if (standing !== undefined && standing.value !== value && other !== undefined) {
        const message = `Apply failed with 1 conflict: conflict with "${other}": .metadata.annotations.${name}`;
        return refusal(409, 'Conflict', message);
      }
    }
    for (const [name, { value, managers }] of [...service.annotations]) {
      if (!managers.has(manager) || name in metadata.annotations) continue;
      const rest = new Set([...managers].filter((one) => one !== manager));
      if (rest.size === 0) service.annotations.delete(name);
      else service.annotations.set(name, { value, managers: rest });
    }
    for (const [name, value] of Object.entries(metadata.annotations)) {
      const managers = new Set([...(service.annotations.get(name)?.managers ?? []), manager]);
      service.annotations.set(name, { value, managers });
    }
    return [200, { apiVersion: 'v1', kind: 'Service', metadata: { ...metadata, uid: service.uid } }];
  }

  function handle({ method, path, query = {}, body, contentType }: ApiRequest): readonly [number, object] {
    const [, namespace = '', name = ''] = /^\/api\/v1\/namespaces\/([^/]+)\/services\/([^/]+)$/.exec(path) ?? [];
    const key = `${namespace}/${name}`;
    calls.push(`${method} ${key}`);
    if (method !== 'PATCH') return refusal(403, 'Forbidden', `cannot ${method} resource "services"`);
    if (!allowed.has(key)) return refusal(403, 'Forbidden', `cannot patch resource "services" in ${namespace}`);
    const manager = query['fieldManager'] ?? '';
    if (contentType !== 'application/apply-patch+yaml') return refusal(415, 'UnsupportedMediaType', 'no such patch');
    if (manager === '') return refusal(422, 'Invalid', 'fieldManager is required for apply patch');
    if (query['force'] === 'true') throw new Error('takes fields of others by force');
    const applied = Applied.safeParse(body);
    if (!applied.success) return refusal(400, 'BadRequest', applied.error.message);
    return apply(key, manager, applied.data);
  }

  return {
    allowed,
    calls,
    handles: ({ path }: ApiRequest): boolean => path.includes('/services/'),
    async send(request: ApiRequest): Promise<ApiAnswer> {
      const [code, answer] = handle(request);
      return answerOf(code, JSON.stringify(answer));
    },
    /** Somebody writes it, whoever owned it before. */
    write(key: string, manager: string, annotations: Readonly<Record<string, string>>): void {
      const service = services.get(key) ?? { uid: `uid-of-${key}`, annotations: new Map<string, Value>() };
      for (const [name, value] of Object.entries(annotations)) {
        service.annotations.set(name, { value, managers: new Set([manager]) });
      }
      services.set(key, service);
    },
    removeAnnotation: (key: string, name: string): void => void services.get(key)?.annotations.delete(name),
    /** As a watch tells it. */
    find(key: string) {
      const service = services.get(key);
      if (service === undefined) return undefined;
      const annotations = Object.fromEntries([...service.annotations].map(([name, { value }]) => [name, value]));
      return { apiVersion: 'v1', uid: service.uid, annotations };
    },
    managers: (key: string, name: string): readonly string[] => [
      ...(services.get(key)?.annotations.get(name)?.managers ?? []),
    ],
  };
}

const refusal = (code: number, reason: string, message: string): readonly [number, object] => [
  code,
  { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, details: { kind: 'services' }, code },
];

const answerOf = (status: number, text: string): ApiAnswer => ({
  status,
  headers: {},
  text: async () => text,
  async *lines() {
    yield text;
  },
  discard: () => undefined,
});
