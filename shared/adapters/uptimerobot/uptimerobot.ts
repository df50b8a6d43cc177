import * as z from 'zod';
import type { MonitorSpec } from '#shared/domain/monitor.ts';
import type {
  Answer,
  IncidentQuery,
  MonitorQuery,
  NamedThing,
  ObservedWebhook,
  Page,
  WebhookSpec,
} from '#shared/domain/monitor-account.ts';
import { Account, Contact, Incident, Integration, Psp, Webhook, Window, webhookBody } from './account-words.ts';
import { openCalls, type UptimeRobotOptions } from './calls.ts';
import { createBody, updateBody } from './monitor-body.ts';
import { Monitor } from './monitor-words.ts';
import { given, one, pageOf } from './pages.ts';
import type { Request, Send } from './request.ts';

/** The most that a page of monitors may have (the contract, GET /monitors). */
const pageSize = '200';

/** One account of UptimeRobot, API v3 (its OpenAPI document is "the contract"). One attempt per call; errors: see `errors.ts`. */
export function uptimeRobot(options: UptimeRobotOptions) {
  const send = openCalls(options);
  return { ...monitorCalls(send), ...accountCalls(send), ...webhookCalls(send) };
}

function monitorCalls(send: Send) {
  const at = (id: string): string => `/monitors/${encodeURIComponent(id)}`;
  const does = (id: string, verb: 'pause' | 'start') =>
    one(send, { method: 'POST', path: `${at(id)}/${verb}`, body: {} }, Monitor);
  return {
    list: ({ tags, name, from }: MonitorQuery) => {
      const query = {
        limit: pageSize,
        ...(tags === undefined ? {} : { tags: tags.join(',') }),
        ...(name === undefined ? {} : { name }),
      };
      return pageOf(send, { path: '/monitors', query, ...start(from) }, Monitor);
    },
    get: (id: string) => one(send, { method: 'GET', path: at(id) }, Monitor),
    create: (spec: MonitorSpec) =>
      given(send, { method: 'POST', path: '/monitors', body: createBody(spec), creates: true }, Monitor),
    update: (id: string, spec: MonitorSpec) =>
      one(send, { method: 'PATCH', path: at(id), body: updateBody(spec) }, Monitor),
    delete: (id: string) => gone(send, at(id)),
    pause: (id: string) => does(id, 'pause'),
    resume: (id: string) => does(id, 'start'),
    incidents: ({ monitorId, startedAfterMs, from }: IncidentQuery) => {
      const query = {
        ...(monitorId === undefined ? {} : { monitor_id: monitorId }),
        ...(startedAfterMs === undefined ? {} : { started_after: new Date(startedAfterMs).toISOString() }),
      };
      return pageOf(send, { path: '/incidents', query, ...start(from) }, Incident);
    },
  };
}

function accountCalls(send: Send) {
  return {
    account: () => given(send, { method: 'GET', path: '/user/me' }, Account),
    contacts: (from?: string) => contacts(send, from),
    maintenanceWindows: (from?: string) => pageOf(send, { path: '/maintenance-windows', ...start(from) }, Window),
    statusPages: (from?: string) => pageOf(send, { path: '/psps', ...start(from) }, Psp),
    showOn: (pageId: string, monitorIds: readonly string[]) => {
      const path = `/psps/${encodeURIComponent(pageId)}`;
      return one(send, { method: 'PATCH', path, body: { monitorIds: monitorIds.map(Number) } }, Psp);
    },
  };
}

/** People and integrations are two lists with ids of one kind (the contract, assignedAlertContacts): one after the other. */
async function contacts(send: Send, from = 'people:'): Promise<Answer<Page<NamedThing>>> {
  const [which = '', cursor = ''] = from.split(':');
  const [path, item] =
    which === 'people' ? (['/alert-contacts', Contact] as const) : (['/integrations', Integration] as const);
  const { value, pacing } = await pageOf<NamedThing>(send, { path, ...(cursor === '' ? {} : { from: cursor }) }, item);
  const then = value.next === undefined ? undefined : `${which}:${value.next}`;
  const next = then ?? (which === 'people' ? 'integrations:' : undefined);
  return { value: { items: value.items, ...(next === undefined ? {} : { next }) }, pacing };
}

function webhookCalls(send: Send) {
  return {
    webhooks: async (from?: string): Promise<Answer<Page<ObservedWebhook>>> => {
      const { value, pacing } = await pageOf(send, { path: '/integrations', ...start(from) }, WebhookOrOther);
      return { value: { ...value, items: value.items.flatMap((webhook) => webhook ?? []) }, pacing };
    },
    createWebhook: (spec: WebhookSpec) =>
      given(send, { method: 'POST', path: '/integrations', ...said(spec), creates: true }, Webhook),
    updateWebhook: (id: string, spec: WebhookSpec) => {
      const path = `/integrations/${encodeURIComponent(id)}`;
      return one(send, { method: 'PATCH', path, ...said(spec) }, Webhook);
    },
    deleteWebhook: (id: string) => gone(send, `/integrations/${encodeURIComponent(id)}`),
  };
}

const WebhookOrOther = z.union([Webhook, z.object({ id: z.number() }).transform(() => undefined)]);

const said = (spec: WebhookSpec): Pick<Request, 'body' | 'secrets'> => ({
  body: webhookBody(spec),
  secrets: Object.values(spec.headers),
});

const start = (from: string | undefined) => (from === undefined ? {} : { from });

/** What is not there is deleted. */
async function gone(send: Send, path: string): Promise<Answer<'deleted'>> {
  const { pacing } = await send({ method: 'DELETE', path });
  return { value: 'deleted', pacing };
}
