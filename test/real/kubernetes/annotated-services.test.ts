import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { certificatesAnnotation } from '#shared/domain/status-parts.ts';
import { realScheduler } from '#shared/runtime/real-scheduler.ts';
import type { KubernetesApi } from '../../../forwarder/kubernetes/api.ts';
import type { News } from '../../../forwarder/status/plan/news.ts';
import { ServiceAnnotator } from '../../../forwarder/status/service-annotator.ts';
import { Troubles } from '../../../forwarder/status/troubles.ts';
import { type ApiServer, startApiServer } from './api-server.ts';

let server: ApiServer;
let admin: KubernetesApi;
const told: News[] = [];
const arns = ['b', 'a'].map((id) => `arn:aws:acm:eu-central-1:123456789012:certificate/${id}`);

const Service = z.object({
  metadata: z.object({
    uid: z.string(),
    annotations: z.record(z.string(), z.string()).default({}),
    managedFields: z.array(z.object({ manager: z.string(), operation: z.string() })).default([]),
  }),
});

async function call(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) {
  const patch =
    method === 'PATCH' ? { contentType: 'application/merge-patch+json', query: { fieldManager: 'helm' } } : {};
  const answer = await admin.send({ method, path, ...(body === undefined ? {} : { body }), ...patch });
  const text = await answer.text();
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return Service.parse(JSON.parse(text)).metadata;
}

const services = '/api/v1/namespaces/default/services';
const make = (name: string) =>
  call('POST', services, { metadata: { name }, spec: { ports: [{ port: 443 }], selector: { app: name } } });
const read = (name: string) => call('GET', `${services}/${name}`);
/** It is allowed, and known without its annotations. */
async function annotate(name: string, found: { readonly uid: string }): Promise<void> {
  const annotator = new ServiceAnnotator({
    api: admin,
    objects: { find: () => ({ apiVersion: 'v1', uid: found.uid }) },
    clock: realScheduler(),
    troubles: new Troubles(() => undefined),
    allowed: new Set([`default/${name}`]),
    tell: (news) => told.push(news),
    isStopped: () => false,
  });
  const source = { apiGroup: '', kind: 'Service', namespace: 'default', name };
  await annotator.write([{ source, certificates: arns }]);
}

beforeAll(async () => {
  server = await startApiServer();
  admin = await server.api('admin');
}, 120_000);
afterAll(() => server[Symbol.asyncDispose]());

it('owns the one annotation that it applies, and a second time changes nothing', async () => {
  const made = await make('owned');
  await annotate('owned', made);
  await annotate('owned', made);
  const after = await read('owned');
  expect(after.annotations).toEqual({ [certificatesAnnotation]: arns.join() });
  expect(after.managedFields.filter(({ manager }) => manager === 'firstlight')).toEqual([
    { manager: 'firstlight', operation: 'Apply' },
  ]);
});

it('leaves what another manager wrote, and names it', async () => {
  const made = await make('taken');
  await call('PATCH', `${services}/taken`, { metadata: { annotations: { [certificatesAnnotation]: 'by-hand' } } });
  await annotate('taken', made);
  expect((await read('taken')).annotations).toEqual({ [certificatesAnnotation]: 'by-hand' });
  expect(told.at(-1)).toMatchObject({ reason: 'AnnotationTaken', note: expect.stringContaining('"helm"') });
});

it('makes no Service where the one that it knew has gone', async () => {
  await annotate('gone', { uid: '00000000-0000-4000-8000-000000000000' });
  await expect(read('gone')).rejects.toThrow('404');
});
