import * as z from 'zod';
import type { ProviderIncident } from '#shared/domain/monitor.ts';
import type {
  MonitorAccount,
  NamedThing,
  ObservedWebhook,
  StatusPage,
  WebhookSpec,
} from '#shared/domain/monitor-account.ts';
import { unescapeHtml } from './texts.ts';

const id = z.number().transform(String);
const name = z.string().transform(unescapeHtml);

/** UserDto. */
export const Account = z
  .object({
    monitorsCount: z.number(),
    monitorLimit: z.number(),
    activeSubscription: z.object({ plan: z.string() }).nullish(),
  })
  .transform(
    (me): MonitorAccount => ({
      plan: me.activeSubscription?.plan ?? '',
      monitors: me.monitorsCount,
      monitorLimit: me.monitorLimit,
    }),
  );

/** AlertContactDto: who has no name goes by address. */
export const Contact = z
  .object({ id, friendlyName: name.nullish(), value: z.string().nullish() })
  .transform(({ id: contactId, friendlyName, value }): NamedThing => {
    const address = value ?? '';
    const isNamed = friendlyName && friendlyName !== address;
    return isNamed ? { id: contactId, name: friendlyName } : { id: contactId, name: address, isAddress: true };
  });

/** IntegrationDto as somebody to tell: its value may be a secret and is no name. */
export const Integration = z
  .object({ id, friendlyName: name.nullish() })
  .transform((one): NamedThing => ({ id: one.id, name: one.friendlyName ?? '' }));

/** MaintenanceWindowDto. */
export const Window = z.object({ id, name }).transform((one): NamedThing => one);

/** PspDto: `[0]` stands for all monitors (uptimerobot/terraform-provider-uptimerobot, resource psp). */
export const Psp = z.object({ id, friendlyName: name, monitorIds: z.array(z.number()).nullish() }).transform(
  ({ id: pageId, friendlyName, monitorIds }): StatusPage => ({
    id: pageId,
    name: friendlyName,
    monitors: monitorIds?.includes(0) === true ? 'all' : (monitorIds ?? []).map(String),
  }),
);

/** IntegrationDto of a webhook. */
export const Webhook = z
  .object({
    id,
    type: z.string().regex(/^webhook$/i),
    friendlyName: name.nullish(),
    value: name.nullish(),
    customHeaders: z.record(z.string(), z.string()).nullish().catch(undefined),
  })
  .transform((one): ObservedWebhook => {
    const { customHeaders: headers } = one;
    return {
      id: one.id,
      name: one.friendlyName ?? '',
      url: one.value ?? '',
      ...(headers === null || headers === undefined ? {} : { headers }),
    };
  });

/** WebhookBaseIntegrationDto, with its type as changes need it too. */
export const webhookBody = (spec: WebhookSpec): object => ({
  type: 'Webhook',
  data: {
    friendlyName: spec.name,
    enableNotificationsFor: 'UpAndDown',
    sslExpirationReminder: false,
    urlToNotify: spec.url,
    postValue: spec.body,
    sendAsJSON: true,
    sendAsQueryString: false,
    sendAsPostParameters: false,
    customHeaders: spec.headers,
  },
});

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** An entry of IncidentSummaryPaginationDto. A cause is the HTTP status that was met, or a code of the service's own. */
export const Incident = z
  .object({
    id: z.string(),
    type: z.string().nullish(),
    cause: z.number().nullish(),
    reason: z.string(),
    monitor: z.object({ id }),
    startedAt: moment,
    resolvedAt: moment.nullish(),
  })
  .transform((one): ProviderIncident => {
    const { cause, resolvedAt: endedMs } = one;
    const isStatus = cause !== null && cause !== undefined && cause >= 100 && cause < 600;
    return {
      id: one.id,
      monitorId: one.monitor.id,
      cause: unescapeHtml(one.reason),
      ...(isStatus ? { httpStatus: cause } : {}),
      startedMs: one.startedAt,
      ...(endedMs === null || endedMs === undefined ? {} : { endedMs }),
    };
  });
