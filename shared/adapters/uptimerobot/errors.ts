import * as z from 'zod';
import type { MonitorFailure } from '#shared/domain/monitor-account.ts';
import { plainText } from '#shared/domain/plain-text.ts';
import { PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import { retryAfterMs } from './pacing.ts';
import type { Request } from './request.ts';

export interface Refused {
  readonly status: number;
  /** Undefined where the answer was none. */
  readonly json: unknown;
  readonly headers: Headers;
  readonly nowMs: number;
  /** What no message may show. */
  readonly secrets: readonly string[];
}

export const keyRemedy = 'Give Firstlight the main API key of the account (Integrations & API in its dashboard).';

interface Meaning {
  readonly reason: MonitorFailure;
  readonly scope: 'wish' | 'surroundings';
  readonly remedy: string;
}

const denied: Meaning = { reason: 'AccessDenied', scope: 'surroundings', remedy: keyRemedy };
const full: Meaning = {
  reason: 'QuotaReached',
  scope: 'surroundings',
  remedy: 'Delete monitors that nobody needs (paused ones count), or take a greater plan.',
};
const notInPlan: Meaning = {
  reason: 'PlanForbids',
  scope: 'surroundings',
  remedy: 'Ask for less (a longer interval, no regions, no delays), or take a greater plan.',
};
const noSuchThing: Meaning = {
  reason: 'UnknownReference',
  scope: 'surroundings',
  remedy: 'Make the contact, maintenance window or status page in the account, or correct its name.',
};
const wrong: Meaning = { reason: 'Refused', scope: 'wish', remedy: 'Correct what the monitor is to check.' };

/** A firewall before the API looks at what is asked for, too; that the key is at fault has codes. */
const blocked: Meaning = {
  ...wrong,
  remedy: `Correct what the monitor is to check (name, path, keyword). Is each change refused so: ${keyRemedy}`,
};

/**
 * Codes decide before statuses, text never. Sources: uptimerobot/ai, skills/errors (-28001 … -31002); GoSuccessHQ/uptimerobot-api,
 * "verified live" (003-005 an unknown key, 000-003 and 021-003 what the plan does not have, 000-007 no room in it).
 */
const codes: Readonly<Record<string, Meaning>> = {
  '-28001': full,
  '000-007': full,
  '-28002': notInPlan,
  '000-003': notInPlan,
  '021-003': notInPlan,
  '-29001': wrong,
  '-30003': noSuchThing,
  '-31001': denied,
  '-31002': { ...denied, remedy: `The key may only read. ${keyRemedy}` },
  '003-005': denied,
};

const statuses: Readonly<Record<number, Meaning>> = { 401: denied, 402: notInPlan, 403: denied };

const Told = z.object({
  code: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
  message: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
});

/** The one table from UptimeRobot's refusals to the kinds of errors; `absent`: what the path names is not there. */
export function errorOf(
  request: Request,
  refused: Refused,
): ThrottledError | RetryableError | PermanentError | 'absent' {
  const { status, json, headers, nowMs } = refused;
  const told = Told.safeParse(json);
  const { code, message } = told.success ? told.data : {};
  const says = hidden([message ?? []].flat().join('; '), refused.secrets);
  const text =
    `UptimeRobot: ${request.method} ${request.path}: ${status}${code === undefined ? '' : ` (${code})`} ${says}`.trim();
  if (status === 429) return new ThrottledError(text, retryAfterMs(headers, nowMs));
  const unnamed = status === 403 && request.method !== 'GET' ? blocked : statuses[status];
  const known = Object.hasOwn(codes, code ?? '') ? codes[code ?? ''] : unnamed;
  if (known !== undefined) return permanent(known, text);
  // A monitor that was made has answered 404 (uptimerobot/terraform-provider-uptimerobot, CHANGELOG 1.9.3), a webhook 409.
  if (request.creates === true && [404, 409].includes(status)) return new RetryableError(text, { ambiguous: true });
  if (status === 404 || status === 410) return 'absent';
  if (status >= 500 || status === 408) return new RetryableError(text, { ambiguous: request.method !== 'GET' });
  return permanent(wrong, text);
}

const permanent = ({ reason, scope, remedy }: Meaning, text: string): PermanentError =>
  new PermanentError(reason, `${text}. ${remedy}`, { scope });

/** One harmless line without anything that was to be kept. */
function hidden(text: string, secrets: readonly string[]): string {
  const kept = secrets.filter((secret) => secret !== '');
  return plainText(
    kept.reduce((left, secret) => left.replaceAll(secret, '…'), text),
    300,
  );
}
