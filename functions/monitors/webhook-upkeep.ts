import { isInForce } from '#shared/domain/hold.ts';
import type { ObservedWebhook, WebhookSpec } from '#shared/domain/monitor-account.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { PermanentError, RetryableError } from '#shared/errors/kinds.ts';
import type { AccountWebhook } from '#shared/rows/monitor-rows.ts';
import { installationTagOf } from '#shared/rows/monitor-tags.ts';
import { ask, budgetOf } from './ask.ts';
import { allPages } from './learn.ts';
import { callBody, secretHeader } from './webhook/words.ts';
import type { LaneWork, WebhookPlace } from './work.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** What was made and not answered is listed by then, and a secret that was put where it belongs is read. */
const retryMs = 10 * minuteMs;
/** Nobody changes a plan more often. */
const planMs = 24 * hourMs;
/** Usually: a list, and what differs. */
const mostCalls = 2;

/**
 * Keeps the account's one integration that tells us of monitors that turn, where the plan has integrations; all else works without it.
 * Looked at hourly, and so a secret that was changed gets there within the hour.
 * @throws ThrottledError
 */
export async function keepWebhook(work: LaneWork): Promise<void> {
  const { rows, drain, account, configuration, holds, sites } = work;
  const known = rows.account.webhook;
  const isWanted = account.webhook !== undefined;
  // Where nothing was ever watched there is nothing to be told of.
  const isUsed = sites.length > 0 || known?.id !== undefined;
  const isTime = drain.now() >= (known?.againMs ?? 0);
  // What was as it should be is not wanted at once.
  const isDue = isWanted ? isUsed && isTime : known !== undefined && (isTime || known.failure === undefined);
  const isHeld = holds.some((hold) => hold.scope === 'all' && isInForce(hold, drain.now()));
  if (!isDue || configuration.mode === 'observe' || isHeld || budgetOf(work).calls < mostCalls) return;
  const after = isWanted ? await made(work, known) : await dropped(work, known);
  const { webhook: _before, ...rest } = rows.account;
  rows.saveAccount(after === undefined ? rest : { ...rest, webhook: after });
  await rows.flush();
}

async function made(work: LaneWork, known: AccountWebhook | undefined): Promise<AccountWebhook | undefined> {
  const nowMs = work.drain.now();
  try {
    const place = await work.webhook();
    if (place === undefined) return known;
    return { againMs: nowMs + hourMs, id: await makeSo(work, specOf(work, place)) };
  } catch (error) {
    if (error instanceof RetryableError) return { ...known, againMs: nowMs + retryMs };
    if (!(error instanceof PermanentError)) throw error;
    const { reason, message } = error;
    if (reason === 'PlanForbids') return { againMs: nowMs + planMs, failure: { reason, message } };
    return { ...known, againMs: nowMs + retryMs, failure: { reason, message } };
  }
}

const specOf = ({ configuration, account }: LaneWork, { url, secret }: WebhookPlace): WebhookSpec => ({
  name: `${installationTagOf(configuration)} ${account.name}`.slice(0, mostName),
  url,
  body: callBody,
  headers: { [secretHeader]: secret },
});

/** UptimeRobot API v3, WebhookBaseIntegrationDto. */
const mostName = 60;

/** The id of the one that is as it should be; those of others are left alone, and so are their names and addresses. */
async function makeSo(work: LaneWork, wanted: WebhookSpec): Promise<string> {
  const { mode } = work.configuration;
  const all = await allPages(work, (far, from) => far.webhooks(from));
  const ours = all.filter(({ name, url }) => name === wanted.name || url === wanted.url);
  const [kept, ...spare] = ours.toSorted((a, b) => Number(a.id) - Number(b.id));
  if (mode === 'sync') for (const { id } of spare) await ask(work, (far) => far.deleteWebhook(id));
  if (kept === undefined) return (await ask(work, (far) => far.createWebhook(wanted))).id;
  if (!isEqual(kept, wanted) && mode !== 'create-only') {
    const changed = await ask(work, (far) => far.updateWebhook(kept.id, wanted));
    if (changed === undefined) throw new RetryableError(`the webhook ${kept.id} was deleted meanwhile`);
  }
  return kept.id;
}

/** One whose headers the provider does not tell is written each time. */
const isEqual = ({ name, url, headers }: ObservedWebhook, wanted: WebhookSpec): boolean =>
  name === wanted.name && url === wanted.url && sameValue(headers, wanted.headers);

/** What cannot be deleted keeps nobody from the rest of the account. */
async function dropped(work: LaneWork, known: AccountWebhook | undefined): Promise<AccountWebhook | undefined> {
  const { id } = known ?? {};
  if (id === undefined || work.configuration.mode !== 'sync') return undefined;
  try {
    await ask(work, (far) => far.deleteWebhook(id));
    return undefined;
  } catch (error) {
    if (!(error instanceof RetryableError || error instanceof PermanentError)) throw error;
    const reason = error instanceof PermanentError ? error.reason : 'Retrying';
    return { id, againMs: work.drain.now() + retryMs, failure: { reason, message: error.message } };
  }
}

/** When one that could not be deleted is tried again; Infinity: there is none. */
export function dropAgainMs({ rows, account, drain }: Pick<LaneWork, 'rows' | 'account' | 'drain'>): number {
  const { webhook } = rows.account;
  const isLeft = account.webhook === undefined && webhook !== undefined && webhook.againMs > drain.now();
  return isLeft ? webhook.againMs : Number.POSITIVE_INFINITY;
}
