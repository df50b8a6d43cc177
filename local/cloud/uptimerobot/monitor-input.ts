import { isIP } from 'node:net';
import * as z from 'zod';
import { type Refusal, refusals } from './answer.ts';
import { settings } from './monitor.ts';
import type { Ask } from './state.ts';

const { friendlyName, url, interval, timeout, keywordType, keywordValue, ...others } = settings;
const optional = z.strictObject(others).exactPartial().shape;
const required = { friendlyName, url, interval: interval.min(30), timeout };
/** `type` is matched whatever its case (the contract, POST /monitors). */
const type = <Type extends string>(only: Type) => z.string().toUpperCase().pipe(z.literal(only));

const CreateHttp = z.strictObject({ ...required, ...optional, type: type('HTTP') });
const CreateKeyword = z.strictObject({
  ...required,
  ...optional,
  type: type('KEYWORD'),
  keywordType,
  keywordValue,
  keywordCaseType: z.enum(['CaseSensitive', 'CaseInsensitive']),
});
/** The contract, UpdateMonitorDto: another lower bound of the interval, and a number for the case of a keyword. */
const Update = z
  .strictObject({
    ...required,
    ...optional,
    interval: interval.min(15),
    type: z.enum(['HTTP', 'KEYWORD']),
    keywordType,
    keywordValue,
    keywordCaseType: z.literal([0, 1]),
  })
  .exactPartial();

export type CreateInput = z.output<typeof CreateHttp> | z.output<typeof CreateKeyword>;
export type UpdateInput = z.output<typeof Update>;

export function readCreate({ input }: Ask): CreateInput | Refusal {
  const isKeyword = z.object({ type: z.string().regex(/^keyword$/i) }).safeParse(input).success;
  return read<CreateInput>(isKeyword ? CreateKeyword : CreateHttp, input);
}

export const readUpdate = ({ input }: Ask): UpdateInput | Refusal => read<UpdateInput>(Update, input);

/** In the form that NestJS's validator gives its messages. */
export function read<Output>(schema: z.ZodType<Output>, input: unknown): Output | Refusal {
  const found = schema.safeParse(input);
  if (found.success) return found.data;
  return refusals.invalid(found.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`));
}

/** What the account may not have, or what nobody may. */
export function judge(ask: Ask, wish: UpdateInput): Refusal | undefined {
  return refusedUrl(wish.url) ?? refusedByPlan(ask, wish) ?? unknownReference(ask, wish);
}

/** uptimerobot/ai, skills/errors: "url without a scheme", "private IPs, localhost" are invalid. */
function refusedUrl(written: string | undefined): Refusal | undefined {
  if (written === undefined) return undefined;
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) return refusals.invalid(['url must be a URL address']);
  const { hostname } = new URL(written);
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost')) return refusals.blacklisted;
  const isPrivate =
    isIP(host) === 4
      ? /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(host)
      : isIP(host) === 6 && /^(::1?$|f[cd]|fe[89ab])/.test(host);
  return isPrivate ? refusals.blacklisted : undefined;
}

function refusedByPlan({ plan }: Ask, wish: UpdateInput): Refusal | undefined {
  if ((wish.interval ?? Number.POSITIVE_INFINITY) < plan.intervalFloorSeconds) {
    return refusals.plan(`the interval must not be less than ${plan.intervalFloorSeconds} seconds`);
  }
  if (wish.customFields !== undefined && !plan.customFields) return refusals.plan('custom fields');
  if ((wish.regionData?.REGION.length ?? 0) > plan.regions) return refusals.plan('regions');
  const isDelayed = wish.assignedAlertContacts?.some((one) => one.threshold > 0 || one.recurrence > 0) === true;
  return isDelayed && !plan.contactDelays ? refusals.plan('threshold and recurrence of alert contacts') : undefined;
}

function unknownReference({ state, contacts, windows }: Ask, wish: UpdateInput): Refusal | undefined {
  const known = new Set([...contacts.map(({ id }) => id), ...state.integrations.keys()]);
  const isUnknown = wish.assignedAlertContacts?.some(({ alertContactId }) => !known.has(alertContactId)) === true;
  if (isUnknown) return refusals.unknownReference('Alert contact');
  const isNoWindow = wish.maintenanceWindowsIds?.some((id) => !windows.some((one) => one.id === id)) === true;
  return isNoWindow ? refusals.unknownReference('Maintenance window') : undefined;
}
