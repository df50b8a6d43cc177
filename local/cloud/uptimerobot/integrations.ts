import * as z from 'zod';
import { escapeHtml } from '../escape-html.ts';
import { isRefusal, type Refusal, refusals } from './answer.ts';
import { pageOf } from './listing.ts';
import { read } from './monitor-input.ts';
import { latest } from './replica.ts';
import { type Ask, type StoredIntegration, writeMonitor } from './state.ts';

/** The contract, WebhookBaseIntegrationDto; integrations of other types are not modelled. */
const settings = {
  friendlyName: z.string().max(60),
  enableNotificationsFor: z.enum(['UpAndDown', 'Down', 'Up', 'None']),
  sslExpirationReminder: z.boolean(),
  urlToNotify: z.url({ protocol: /^https?$/ }).max(1500),
  postValue: z.string(),
  sendAsJSON: z.boolean(),
  sendAsQueryString: z.boolean(),
  sendAsPostParameters: z.boolean(),
  customHeaders: z.record(z.string(), z.string()).nullable(),
};
const { urlToNotify, postValue, ...others } = settings;
const type = z.literal('Webhook');
const Create = z.strictObject({
  type,
  data: z.strictObject({ urlToNotify, postValue, ...z.strictObject(others).exactPartial().shape }),
});
/** Without its type a change is refused (GoSuccessHQ/uptimerobot-api, "verified live"). */
const Update = z.strictObject({ type, data: z.strictObject(settings).exactPartial() });

const unlessSaid = {
  friendlyName: 'Webhook',
  enableNotificationsFor: 'UpAndDown',
  sslExpirationReminder: false,
  sendAsJSON: false,
  sendAsQueryString: false,
  sendAsPostParameters: false,
  customHeaders: null,
} as const;

export function listIntegrations(ask: Ask): object | Refusal {
  const { includeOrgMembers, ...query } = ask.query;
  if (includeOrgMembers === 'true') return refusals.invalid(['includeOrgMembers is not modelled']);
  const path = '/integrations';
  const page = pageOf({ query }, [...ask.state.integrations.values()], { path, size: ask.limits.pageSize });
  return isRefusal(page) ? page : { ...page, data: page.data.map(answer) };
}

export function getIntegration({ state, id }: Ask): object | Refusal {
  const found = state.integrations.get(id);
  return found === undefined ? refusals.notFound('Alert contact') : answer(found);
}

export function createIntegration({ state, plan, input }: Ask): object | Refusal {
  if (!plan.webhooks) return refusals.noIntegrations;
  const wish = read(Create, input);
  if (isRefusal(wish)) return wish;
  // uptimerobot/terraform-provider-uptimerobot, CHANGELOG 1.3.8: 409 where there is one already. Assumption: by its URL.
  const isThere = [...state.integrations.values()].some((one) => one.urlToNotify === wish.data.urlToNotify);
  if (isThere) return { status: 409, refused: 'Integration already exists' };
  state.made += 1;
  const made: StoredIntegration = { ...unlessSaid, ...wish.data, id: 9_000_000 + state.made };
  state.integrations.set(made.id, made);
  return answer(made);
}

export function updateIntegration({ state, plan, id, input }: Ask): object | Refusal {
  const wish = read(Update, input);
  if (isRefusal(wish)) return wish;
  if (!plan.webhooks) return refusals.noIntegrations;
  const before = state.integrations.get(id);
  if (before === undefined) return refusals.notFound('Alert contact');
  const after = { ...before, ...wish.data };
  state.integrations.set(id, after);
  return answer(after);
}

/** Assumption: monitors do not tell it any more. */
export function deleteIntegration(ask: Ask): undefined | Refusal {
  const { state, id } = ask;
  if (!state.integrations.delete(id)) return refusals.notFound('Alert contact');
  for (const versions of [...state.monitors.values()]) {
    const monitor = latest(versions);
    const left = monitor?.assignedAlertContacts.filter(({ alertContactId }) => alertContactId !== id);
    if (monitor === null || left === undefined || left.length === monitor.assignedAlertContacts.length) continue;
    writeMonitor(ask, monitor.id, { ...monitor, assignedAlertContacts: left });
  }
  return undefined;
}

/** IntegrationDto. Assumption: what is posted stands in `customValue`. */
const answer = (one: StoredIntegration): object => ({
  id: one.id,
  friendlyName: escapeHtml(one.friendlyName),
  enableNotificationsFor: one.enableNotificationsFor,
  type: 'Webhook',
  status: 'Active',
  sslExpirationReminder: one.sslExpirationReminder,
  value: escapeHtml(one.urlToNotify),
  customValue: one.postValue,
  customValue2: '',
  customValue3: '',
  customValue4: '',
  customHeaders: one.customHeaders,
});
