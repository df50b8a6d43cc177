import * as z from 'zod';
import type { MonitorRegion, MonitorSpec, MonitorStatus, ObservedMonitor } from '#shared/domain/monitor.ts';
import { unescapeHtml } from './texts.ts';

/** Of MonitorDto (the contract) what every monitor has. */
const Anyone = z.object({
  id: z.number(),
  friendlyName: z.string().transform(unescapeHtml),
  url: z.string().transform(unescapeHtml).nullish(),
  status: z.string(),
  tags: z.array(z.object({ name: z.string() })).nullish(),
  psps: z.array(z.object({ id: z.number() })).nullish(),
  createDateTime: z.string().nullish(),
  lastIncident: z.object({ id: z.string(), reason: z.string(), startedAt: z.string() }).nullish().catch(undefined),
});

/** Of MonitorDto what makes it the check of a URL that a spec has words for. */
const Check = z.object({
  type: z.enum(['HTTP', 'KEYWORD']),
  interval: z.number(),
  timeout: z.number(),
  httpMethodType: z.enum(['GET', 'HEAD']),
  successHttpResponseCodes: z.array(z.string()),
  followRedirections: z.boolean(),
  checkSSLErrors: z.boolean(),
  keywordType: z.enum(['ALERT_EXISTS', 'ALERT_NOT_EXISTS']).nullish(),
  keywordCaseType: z.number().nullish(),
  keywordValue: z.string().nullish(),
  regionalData: z.object({ REGION: z.array(z.string()), MANUAL_SELECTED: z.boolean().optional() }).nullish(),
  assignedAlertContacts: z.array(
    z.object({ alertContactId: z.number(), threshold: z.number(), recurrence: z.number() }),
  ),
  maintenanceWindows: z.array(z.object({ id: z.number() })).nullish(),
});

/** A monitor of the API in our words. */
export const Monitor = z.looseObject({ id: z.number() }).transform((dto, context): ObservedMonitor => {
  const read = Anyone.safeParse(dto);
  if (!read.success) {
    context.addIssue({ code: 'custom', message: 'no monitor', path: [...(read.error.issues[0]?.path ?? [])] });
    return z.NEVER;
  }
  const { id, friendlyName: name, url, status, tags, psps, createDateTime, lastIncident } = read.data;
  const own = {
    name,
    url: url ?? '',
    tags: (tags ?? []).map((tag) => tag.name).toSorted(),
  };
  const check = Check.safeParse(dto);
  const createdMs = Date.parse(createDateTime ?? '');
  const startedMs = Date.parse(lastIncident?.startedAt ?? '');
  return {
    id: String(id),
    ...own,
    status: statuses[status] ?? 'unchecked',
    statusPages: (psps ?? []).map((page) => String(page.id)),
    ...(check.success ? { spec: { ...own, ...specOf(check.data) } } : {}),
    ...(Number.isNaN(createdMs) ? {} : { createdMs }),
    ...(lastIncident === null || lastIncident === undefined || Number.isNaN(startedMs)
      ? {}
      : { lastIncident: { id: lastIncident.id, startedMs, cause: unescapeHtml(lastIncident.reason) } }),
  };
});

const statuses: Readonly<Record<string, MonitorStatus>> = {
  UP: 'up',
  DOWN: 'down',
  LOOKS_DOWN: 'doubtful',
  PAUSED: 'paused',
  STARTED: 'unchecked',
};

const regionNames: Readonly<Record<string, MonitorRegion>> = {
  na: 'north-america',
  eu: 'europe',
  as: 'asia',
  oc: 'oceania',
};

function specOf(check: z.output<typeof Check>): Omit<MonitorSpec, 'name' | 'url' | 'tags'> {
  const { keywordType, keywordValue, keywordCaseType, regionalData, assignedAlertContacts, maintenanceWindows } = check;
  const contacts = assignedAlertContacts.map(({ alertContactId, threshold, recurrence }) => ({
    id: String(alertContactId),
    delayMinutes: threshold,
    repeatMinutes: recurrence,
  }));
  const chosen = regionalData?.MANUAL_SELECTED === true ? regionalData.REGION : [];
  return {
    intervalSeconds: check.interval,
    timeoutSeconds: check.timeout,
    method: check.httpMethodType,
    expectedStatuses: check.successHttpResponseCodes.toSorted(),
    followRedirects: check.followRedirections,
    verifyTls: check.checkSSLErrors,
    ...(check.type === 'HTTP'
      ? {}
      : {
          keyword: {
            text: unescapeHtml(keywordValue ?? ''),
            caseSensitive: keywordCaseType === 0,
            downWhile: keywordType === 'ALERT_EXISTS' ? 'present' : 'absent',
          },
        }),
    regions: chosen.flatMap((region) => regionNames[region] ?? []).toSorted(),
    contacts: contacts.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    maintenanceWindows: (maintenanceWindows ?? []).map(({ id }) => String(id)).toSorted(),
  };
}
