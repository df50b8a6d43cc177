import type { MonitorRegion, MonitorSpec } from '#shared/domain/monitor.ts';

/** CreateHttpMonitorDto or CreateKeywordMonitorDto of the contract. */
export const createBody = (spec: MonitorSpec): object => ({
  type: spec.keyword === undefined ? 'HTTP' : 'KEYWORD',
  ...commonBody(spec),
  ...(spec.keyword === undefined
    ? {}
    : {
        ...keywordBody(spec.keyword),
        keywordCaseType: spec.keyword.caseSensitive ? 'CaseSensitive' : 'CaseInsensitive',
      }),
});

/** UpdateMonitorDto of the contract: everything, so that no default takes the place of what is left out; never the type. */
export const updateBody = (spec: MonitorSpec): object => ({
  ...commonBody(spec),
  ...(spec.keyword === undefined
    ? {}
    : { ...keywordBody(spec.keyword), keywordCaseType: spec.keyword.caseSensitive ? 0 : 1 }),
});

const keywordBody = ({ text, downWhile }: NonNullable<MonitorSpec['keyword']>): object => ({
  keywordType: downWhile === 'present' ? 'ALERT_EXISTS' : 'ALERT_NOT_EXISTS',
  keywordValue: text,
});

/** The method is said always: it would be HEAD, which some applications refuse. */
const commonBody = (spec: MonitorSpec): object => ({
  friendlyName: spec.name,
  url: spec.url,
  interval: spec.intervalSeconds,
  timeout: spec.timeoutSeconds,
  httpMethodType: spec.method,
  successHttpResponseCodes: spec.expectedStatuses,
  followRedirections: spec.followRedirects,
  checkSSLErrors: spec.verifyTls,
  tagNames: spec.tags,
  assignedAlertContacts: spec.contacts.map(({ id, delayMinutes, repeatMinutes }) => ({
    alertContactId: Number(id),
    threshold: delayMinutes,
    recurrence: repeatMinutes,
  })),
  maintenanceWindowsIds: spec.maintenanceWindows.map(Number),
  ...(spec.regions.length === 0
    ? {}
    : { regionData: { REGION: spec.regions.map((region) => regionCodes[region]), MANUAL_SELECTED: true } }),
});

const regionCodes: Readonly<Record<MonitorRegion, string>> = {
  'north-america': 'na',
  europe: 'eu',
  asia: 'as',
  oceania: 'oc',
};
