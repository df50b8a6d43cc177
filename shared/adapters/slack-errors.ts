import { ErrorCode } from '@slack/web-api';
import { PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';

/** What may pass by itself; it is not certain that nothing was done (docs.slack.dev, "chat.postMessage", errors). */
const passing = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);
/** Somebody asked too often, without saying how long to wait. */
const slowing = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);

const token = 'put a bot token (xoxb-…) of an app that is installed in the workspace into the secret';
/** What a person does about it; docs/alerts.md has the whole list. */
const remedies: Readonly<Record<string, string>> = {
  not_authed: token,
  invalid_auth: token,
  token_revoked: token,
  token_expired: token,
  account_inactive: token,
  not_allowed_token_type: token,
  missing_scope: 'give the app the scope chat:write and install it again',
  no_permission: 'give the app the scope chat:write and install it again',
  channel_not_found: 'correct the channel; a private one is found only after the app was invited to it',
  not_in_channel: 'invite the app to the channel, or give it the scope chat:write.public',
  is_archived: 'unarchive the channel, or name another one',
  channel_is_archived: 'unarchive the channel, or name another one',
  restricted_action: 'let the app post in this channel (workspace preferences)',
  no_service: 'make the incoming webhook anew and put its URL into the secret',
  no_team: 'make the incoming webhook anew and put its URL into the secret',
  invalid_token: 'make the incoming webhook anew and put its URL into the secret',
};
/**
 * What stood there was deleted, its time to be edited is over, or nobody may write any more where it stands: the channel may
 * have been archived and another one have its name by now ("chat.update" and "chat.postMessage", errors).
 */
const gone = new Set([
  ...['message_not_found', 'cant_update_message', 'edit_window_closed', 'thread_not_found', 'cannot_reply_to_message'],
  ...['channel_not_found', 'not_in_channel', 'is_archived', 'is_inactive'],
]);
const denials = /auth|token|scope|permission|account_inactive|restricted/;

/** Of a change or an answer: there is nothing any more to change or answer. */
export const isGone = (error: unknown): boolean => gone.has(wordOf(error) ?? '');

/**
 * What Slack's word means. One that tells of neither the token nor the channel is about this message alone.
 * @param what the channel as its configuration names it */
export function errorOfSlackCode(code: string, what: string): Error {
  const text = `Slack: ${what}: ${code}`;
  if (slowing.has(code)) return new ThrottledError(text, 60_000);
  if (passing.has(code)) return new RetryableError(text, { ambiguous: true });
  const remedy = Object.hasOwn(remedies, code) ? remedies[code] : undefined;
  const isDenied = denials.test(code);
  return new PermanentError(isDenied ? 'AccessDenied' : 'Refused', remedy === undefined ? text : `${text}: ${remedy}`, {
    scope: isDenied || remedy !== undefined ? 'surroundings' : 'wish',
  });
}

/** An error of Slack's SDK as one of our kinds: by its code, else by its status. Its own words may hold what was sent. */
export function classifySlackError(error: unknown, what: string): Error {
  const { code, retryAfter, statusCode } = membersOf(error);
  if (code === ErrorCode.RateLimitedError) return throttled(what, Number(retryAfter));
  if (code === ErrorCode.PlatformError) {
    return errorOfSlackCode(wordOf(error) ?? 'an error without a name', what);
  }
  if (code === ErrorCode.HTTPError) return errorOfStatus(Number(statusCode), what);
  return new RetryableError(`Slack: ${what}: no answer`, { ambiguous: true });
}

function wordOf(error: unknown): string | undefined {
  const word = membersOf(membersOf(error)['data'])['error'];
  return typeof word === 'string' ? word : undefined;
}

/** "Rate limits": Retry-After is in seconds. */
export const throttled = (what: string, retryAfterSeconds: number): ThrottledError =>
  new ThrottledError(
    `Slack: ${what}: asked to wait`,
    Number.isFinite(retryAfterSeconds) && retryAfterSeconds > 0 ? retryAfterSeconds * 1_000 : 60_000,
  );

export function errorOfStatus(status: number, what: string): Error {
  const text = `Slack: ${what}: HTTP status ${status}`;
  if (status >= 400 && status < 500) return new PermanentError('Refused', text, { scope: 'surroundings' });
  return new RetryableError(text, { ambiguous: true });
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
