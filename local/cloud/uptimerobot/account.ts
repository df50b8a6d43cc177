import * as z from 'zod';
import { escapeHtml } from '../escape-html.ts';
import { isRefusal, type Refusal, refusals } from './answer.ts';
import { pageOf } from './listing.ts';
import { page, window } from './monitor-answer.ts';
import { read } from './monitor-input.ts';
import { countMonitors } from './monitors.ts';
import { latest } from './replica.ts';
import { type Ask, seenMonitors, writeMonitor } from './state.ts';

/** UserDto. */
export function me(ask: Ask): object {
  const { plan } = ask;
  return {
    email: 'ops@example.com',
    fullName: 'Operations',
    monitorsCount: countMonitors(ask),
    monitorLimit: plan.monitors,
    smsCredits: 0,
    activeSubscription: { plan: plan.label, monitorLimit: plan.monitors },
  };
}

/** AlertContactDto: all of them are e-mail addresses here, and their own names. */
export function listContacts(ask: Ask): object | Refusal {
  const found = pageOf(ask, ask.contacts, { path: '/alert-contacts', size: ask.limits.pageSize });
  if (isRefusal(found)) return found;
  const data = found.data.map(({ id, name }) => ({
    id,
    friendlyName: name.includes('@') ? null : escapeHtml(name),
    type: 'Email',
    value: name.includes('@') ? name : `contact${id}@example.com`,
    customValue: null,
    enableNotificationsFor: 'UpAndDown',
    sslExpirationReminder: false,
    httpUsername: null,
    httpPassword: null,
    authType: null,
    mobileProviderId: null,
    status: 'Active',
    orgAlertContactId: null,
  }));
  return { ...found, data };
}

export function listWindows(ask: Ask): object | Refusal {
  const found = pageOf(ask, ask.windows, { path: '/maintenance-windows', size: ask.limits.pageSize });
  return isRefusal(found) ? found : { ...found, data: found.data.map(window) };
}

export function listPages(ask: Ask): object | Refusal {
  const found = pageOf(ask, [...ask.state.pages.values()], { path: '/psps', size: ask.limits.pageSize });
  return isRefusal(found) ? found : { ...found, data: found.data.map(page) };
}

export function getPage({ state, id }: Ask): object | Refusal {
  const found = state.pages.get(id);
  return found === undefined ? refusals.notFound('PSP') : page(found);
}

/** The contract, UpdatePspDto: of all that it has only what a page shows is modelled. */
const PageUpdate = z.strictObject({ monitorIds: z.array(z.int().min(0)) });

/** "monitorIds: list of monitor IDs to be assigned" takes the place of the list before. */
export function updatePage({ state, id, input }: Ask): object | Refusal {
  const wish = read(PageUpdate, input);
  if (isRefusal(wish)) return wish;
  const found = state.pages.get(id);
  if (found === undefined) return refusals.notFound('PSP');
  const isUnknown = wish.monitorIds.some((one) => one !== 0 && latest(state.monitors.get(one)) === null);
  if (isUnknown) return refusals.unknownReference('Monitor');
  const after = { ...found, monitorIds: wish.monitorIds };
  state.pages.set(id, after);
  return page(after);
}

/** SimpleTagPaginationDto: the only list with a cursor of its own; tags of monitors that are gone stay. */
export function listTags({ state, query, limits }: Ask): object | Refusal {
  const from = Number(query['cursor'] ?? 0);
  if (!Number.isInteger(from)) return refusals.invalid(['cursor must be a number']);
  const left = [...state.tags].map(([name, id]) => ({ id, name })).filter(({ id }) => id > from);
  const data = left.toSorted((a, b) => a.id - b.id).slice(0, limits.pageSize);
  return { data, nextCursorId: left.length > data.length ? (data.at(-1)?.id ?? null) : null };
}

/** "Delete a tag and remove it from all monitors" (the contract). */
export function deleteTag(ask: Ask): undefined | Refusal {
  const { state, id } = ask;
  const name = [...state.tags].find(([, one]) => one === id)?.[0];
  if (name === undefined) return refusals.notFound('Tag');
  state.tags.delete(name);
  for (const seen of seenMonitors(ask)) {
    const monitor = latest(state.monitors.get(seen.id));
    if (monitor === null) continue;
    writeMonitor(ask, monitor.id, { ...monitor, tagNames: monitor.tagNames.filter((tag) => tag !== name) });
  }
  return undefined;
}
