import * as z from 'zod';

const regions = ['na', 'eu', 'as', 'oc'] as const;

const Config = z.strictObject({
  sslExpirationPeriodDays: z.array(z.number().int().min(0).max(365)).max(10).optional(),
  ipVersion: z.enum(['ipv4Only', 'ipv6Only']).optional(),
  applicationErrorRetries: z.number().int().min(0).max(3).optional(),
});

/** What may be said about a monitor that checks a URL, with the bounds of the contract (CreateHttpMonitorDto, CreateKeywordMonitorDto). */
export const settings = {
  friendlyName: z.string().min(1).max(250),
  url: z.string().max(10_000),
  interval: z.number().int().max(2_678_400),
  timeout: z.number().min(0).max(60),
  assignedAlertContacts: z.array(
    z.strictObject({ alertContactId: z.number(), threshold: z.number().min(0), recurrence: z.number().min(0) }),
  ),
  /** Lower case, at most 20 of 50 characters: what the provider's documentation for programs says. */
  tagNames: z.array(z.string().regex(/^[^A-Z,]{1,50}$/)).max(20),
  maintenanceWindowsIds: z.array(z.number()),
  regionData: z.strictObject({
    REGION: z.array(z.enum(regions)).min(1),
    THRESHOLD: z.partialRecord(z.enum(regions), z.number().min(0).max(60_000)).optional(),
    MANUAL_SELECTED: z.boolean().optional(),
  }),
  responseTimeThreshold: z.number().min(0).max(60_000),
  customFields: z
    .record(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), z.string().max(255))
    .refine((fields) => Object.keys(fields).length <= 20),
  httpMethodType: z.enum(['HEAD', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY']),
  customHttpHeaders: z.record(z.string(), z.string()),
  successHttpResponseCodes: z.array(z.string().regex(/^[1-5](xx|\d\d)$/)),
  checkSSLErrors: z.boolean(),
  sslExpirationReminder: z.boolean(),
  domainExpirationReminder: z.boolean(),
  followRedirections: z.boolean(),
  keywordType: z.enum(['ALERT_EXISTS', 'ALERT_NOT_EXISTS']),
  keywordValue: z.string().trim().min(1).max(500),
  config: Config,
};

const Status = z.enum(['PAUSED', 'STARTED', 'UP', 'LOOKS_DOWN', 'DOWN']);

/** A monitor as the service keeps it. Of the types that the contract has only those that check a URL are modelled. */
export const StoredMonitor = z.strictObject({
  id: z.int(),
  type: z.enum(['HTTP', 'KEYWORD']),
  ...settings,
  tagNames: z.array(z.string()),
  regionData: settings.regionData.nullable(),
  customFields: settings.customFields.nullable(),
  keywordType: settings.keywordType.nullable(),
  keywordValue: z.string(),
  keywordCaseType: z.literal([0, 1]),
  config: Config.nullable(),
  status: Status,
  statusSinceMs: z.number(),
  createdMs: z.number(),
  nextCheckMs: z.number(),
  /** Checks that failed in a row. */
  failures: z.int(),
  lastIncidentId: z.string().nullable(),
  /** Its own page fails where the list works: some old monitors do that. */
  isLegacy: z.boolean(),
});
export type StoredMonitor = z.output<typeof StoredMonitor>;

/** What a monitor has that says nothing about it. The contract: HEAD, "2xx" and "3xx". Assumptions: the others. */
export const unlessSaid = {
  assignedAlertContacts: [],
  tagNames: [],
  maintenanceWindowsIds: [],
  regionData: null,
  responseTimeThreshold: 0,
  customFields: null,
  httpMethodType: 'HEAD',
  customHttpHeaders: {},
  successHttpResponseCodes: ['2xx', '3xx'],
  checkSSLErrors: false,
  sslExpirationReminder: false,
  domainExpirationReminder: false,
  followRedirections: true,
  keywordType: null,
  keywordValue: '',
  keywordCaseType: 0,
  config: null,
  failures: 0,
  lastIncidentId: null,
  isLegacy: false,
} satisfies Partial<StoredMonitor>;
