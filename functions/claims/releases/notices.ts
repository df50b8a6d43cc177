import { type AlertId, hostsShown } from '#shared/domain/alert.ts';
import { type Scope, scopeText } from '#shared/domain/scope.ts';
import { guardScopes } from '#shared/domain/standing.ts';
import { approveCommand } from '#shared/overview/pending.ts';
import { hostItem } from '#shared/rows/claims-keys.ts';
import { type NoticeRow, noticeKey, noticeRows } from '#shared/rows/safety-rows.ts';
import { type AlertNews, alertActions } from '#shared/runtime/alert-writes.ts';
import { put, remove } from '#shared/runtime/table.ts';
import type { NewItem } from '#shared/runtime/work-item.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import { commitAll } from '../writes.ts';
import { describeVerdict, type Gate } from './gate.ts';

/** A short pause is not worth a person's time. */
const quietMs = 10 * 60_000;

/**
 * Keeps one notice for each scope whose guard stops releases that are due. When a guard lets them go again the notice
 * ends and they are looked at at once.
 * @param blocked whether this drain met a release that is due and stopped.
 */
export async function keepNotices(
  drain: ClaimsDrain,
  { openGate, blocked }: { readonly openGate: () => Promise<Gate>; readonly blocked: boolean },
): Promise<void> {
  const standing = await ownNotices(drain);
  if (standing.length === 0 && !blocked) return;
  const { verdicts, planned } = await openGate();
  const over = standing.filter(({ scope }) => verdicts.get(scope)?.may ?? true);
  const free = new Set(over.map(({ scope }) => scope));
  const woken = planned.filter((row) => guardScopes(row).some((scope) => free.has(scope)));
  const items = [...new Set(woken.map(({ site }) => site.host))].map((host) => wake(drain, host));
  for (let at = 0; at < items.length; at += itemsAtOnce) {
    await commitAll(drain, await drain.enqueue(items.slice(at, at + itemsAtOnce)));
  }
  const next = [...verdicts].flatMap(([scope, verdict]): readonly NoticeRow[] => {
    const known = standing.find((one) => one.scope === scope);
    if (verdict.may || (known === undefined && !blocked)) return [];
    const sinceMs = known?.sinceMs ?? drain.now();
    const message = describeVerdict(scope, verdict);
    return [{ kind: 'GuardTripped', scope, cluster: drain.cluster, sinceMs, fromMs: sinceMs + quietMs, message }];
  });
  const changed = next.filter((row) => standing.find(({ scope }) => scope === row.scope)?.message !== row.message);
  await commitAll(drain, [
    ...over.map((row) => remove(noticeKey(row))),
    ...changed.map((row) => put(noticeKey(row), row)),
    ...(await alertActions(drain, [
      ...over.map(({ scope }) => ({ state: 'closed' as const, id: guardAlertId(scope) })),
      ...next.map((row) => guardNews(row, planned)),
    ])),
  ]);
  for (const { scope, sinceMs, fromMs, message } of next) {
    if (!standing.some((one) => one.scope === scope)) {
      drain.facts.push({ type: 'GuardTripped', scope, sinceMs, fromMs, message });
    }
  }
}

const guardAlertId = (scope: Scope): AlertId => ({ about: 'guard', subject: scope, reason: 'GuardTripped' });

/** What would go, and what to type when that is meant. */
function guardNews({ scope, message, fromMs, sinceMs }: NoticeRow, planned: Gate['planned']): AlertNews {
  const leaving = planned.filter((row) => guardScopes(row).includes(scope));
  const hosts = [...new Set(leaving.map(({ site }) => site.host))].sort();
  const [kind, name = ''] = scope.split(':');
  const place = kind === 'cluster' ? { cluster: name } : { edge: name };
  const shown = { hosts: hosts.slice(0, hostsShown), hostCount: hosts.length };
  const facts = { name: scopeText(scope), message, ...shown, command: approveCommand(scope, leaving) };
  return { state: 'open', alert: { ...guardAlertId(scope), place, facts }, quietMs: fromMs - sinceMs };
}

const itemsAtOnce = 1_000;

async function ownNotices(drain: ClaimsDrain): Promise<readonly NoticeRow[]> {
  const rows = (await drain.table.query(noticeRows)).map(({ row }) => row);
  return rows.filter(({ kind, cluster }) => kind === 'GuardTripped' && cluster === drain.cluster);
}

function wake(drain: ClaimsDrain, host: string): NewItem {
  const scope: Scope = `cluster:${drain.cluster}`;
  const key = noticeKey({ kind: 'GuardTripped', scope });
  const nowMs = drain.now();
  return { lane: drain.lane, key: hostItem(host), row: `${key.pk}/${key.sk}`, generation: nowMs, dueMs: nowMs };
}
