import * as z from 'zod';
import type { MonitorRegion, MonitorSpec, MonitorStatus, ObservedMonitor } from '#shared/domain/monitor.ts';
import { unescapeHtml } from './texts.ts';

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

const text = z.string().transform(unescapeHtml);

/** Of MonitorDto (the contract) what every monitor has. Only what tells whose it is must be as the contract says. */
const Anyone = z.looseObject({
  id: z.number(),
  tags: z.array(z.object({ name: z.string() })).nullish(),
  friendlyName: text.catch(''),
  url: text.catch(''),
  status: z.string().catch(''),
  psps: z.array(z.object({ id: z.number() })).catch([]),
  createDateTime: z.string().catch(''),
  lastIncident: z.object({ id: z.string(), reason: text, startedAt: z.string() }).optional().catch(undefined),
});

/** A monitor of the API in our words; one that is odd does not hide the others of a page. */
export const Monitor = Anyone.transform((dto): ObservedMonitor => {
  const { friendlyName: name, url, lastIncident } = dto;
  const own = { name, url, tags: (dto.tags ?? []).map((tag) => tag.name).toSorted() };
  const check = Check.safeParse(dto);
  const createdMs = Date.parse(dto.createDateTime);
  const startedMs = Date.parse(lastIncident?.startedAt ?? '');
  const isIncident = lastIncident !== undefined && !Number.isNaN(startedMs);
  return {
    id: String(dto.id),
    ...own,
    status: statuses[dto.status] ?? 'unchecked',
    statusPages: dto.psps.map((page) => String(page.id)),
    ...(check.success ? { spec: { ...own, ...specOf(check.data) } } : {}),
    ...(Number.isNaN(createdMs) ? {} : { createdMs }),
    ...(isIncident ? { lastIncident: { id: lastIncident.id, startedMs, cause: lastIncident.reason } } : {}),
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
