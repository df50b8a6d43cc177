import { CommandError } from '#shared/errors/command-error.ts';
import { sitesOfHost } from '#shared/overview/read-sites.ts';
import {
  type AssignedRow,
  assignedRows,
  putRequest,
  type RequestRow,
  requestKey,
} from '#shared/rows/certificate-rows.ts';
import { isCertificatesLane, type TroubleRow, troubleKey, troubleRows } from '#shared/rows/certificates-lane-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import { registerLane } from '#shared/runtime/lanes.ts';
import { type Action, remove, type Table } from '#shared/runtime/table.ts';
import { enqueue } from '#shared/runtime/work-item.ts';
import { requireHost } from './scopes.ts';
import { obey, type Speaker } from './word.ts';

export interface RetryAnswer {
  readonly host: string;
  readonly message: string;
}

/**
 * Has a certificate requested again for a host that ACM refused it for, and what stands against a request looked at again at
 * once. It names what was refused until now: what is refused after it stays refused. Budgets and quotas stand.
 * @throws CommandError where the host is unknown, its certificate is not ours, or nothing was refused
 */
export function retry(speaker: Speaker, { host: text }: { readonly host: string }): Promise<RetryAnswer> {
  const { table, nowMs, by } = speaker;
  const host = text.trim().toLowerCase().replace(/\.$/, '');
  return obey(speaker, async (configuration) => {
    await requireHost(host, table, configuration);
    const sites = (await sitesOfHost(table, host)).filter(({ state }) => state === 'live');
    const lanes = lanesOf(host, sites);
    const stands = await Promise.all(lanes.map((lane) => readStanding(table, lane, host)));
    const again = stands.flatMap(({ lane, requests, troubles }) => [
      ...requests.map((past) => putRequest(lane, { ...past, retried: { atMs: nowMs, by } }, 'present')),
      ...troubles.map(({ change }) => remove(troubleKey(lane, change))),
    ]);
    const assigned = stands.flatMap((one) => one.assigned);
    if (again.length === 0) throw new CommandError('conflict', nothingRefused(host, assigned));
    const [worst] = assigned.toSorted((a, b) => Number(a.status === 'True') - Number(b.status === 'True'));
    return {
      actions: [...again, ...lanes.flatMap((lane) => lookActions(lane, host, nowMs))],
      rings: lanes,
      history: { host, action: 'retry', before: worst?.reason ?? '', why: worst?.message ?? '' },
      answer: {
        host,
        message: `the certificate of ${host} is tried again now; \`npx firstlight why ${host}\` shows how far it got`,
      },
    };
  });
}

function lanesOf(host: string, sites: readonly SiteRow[]): readonly string[] {
  const [first] = sites;
  if (first === undefined) throw new CommandError('conflict', `nothing of ${host} stands: there is nothing to retry`);
  const lanes = [...new Set(sites.flatMap((site) => site.lanes.filter(isCertificatesLane)))];
  if (lanes.length > 0) return lanes;
  throw new CommandError(
    'conflict',
    `edge ${first.wish.edge} of ${host} has no certificates of ours: \`certificates\` of the edge decides that`,
  );
}

interface Standing {
  readonly lane: string;
  readonly assigned: readonly AssignedRow[];
  /** What was refused, and stands in the way of a request. */
  readonly requests: readonly RequestRow[];
  /** What else does, and is looked at hourly. */
  readonly troubles: readonly TroubleRow[];
}

async function readStanding(table: Table, lane: string, host: string): Promise<Standing> {
  const [all, troubles] = await Promise.all([
    table.query(assignedRows(lane), { prefix: `${host}#` }),
    table.query(troubleRows(lane)),
  ]);
  const assigned = all.map(({ row }) => row);
  const tokens = [...new Set(assigned.flatMap(({ past = [] }) => past))];
  const requests = await table.getMany(tokens.map((token) => requestKey(lane, token)));
  return {
    lane,
    assigned,
    requests: requests.filter((row) => row !== undefined),
    troubles: troubles.map(({ row }) => row).filter((row) => isAbout(row, host)),
  };
}

/** `check NAME` and `request NAME,NAME ALGORITHM`, of the host or of a name that it is beneath. */
function isAbout({ change }: TroubleRow, host: string): boolean {
  const [kind, ...words] = change.split(/[ ,]/);
  if (kind !== 'check' && kind !== 'request') return false;
  const names = words.map((word) => word.replace(/^\*\./, ''));
  return names.some((name) => host === name || host.endsWith(`.${name}`));
}

function lookActions(lane: string, host: string, nowMs: number): readonly Action[] {
  const item = enqueue({ lane, key: host, row: 'word/word', generation: nowMs, dueMs: nowMs });
  return [registerLane(lane), item];
}

function nothingRefused(host: string, [first]: readonly AssignedRow[]): string {
  if (first === undefined) return `nobody has looked at the certificate of ${host} yet: there is nothing to retry`;
  const { status, reason, message } = first;
  const said = status === 'True' ? 'it has what it needs' : 'a retry changes nothing about it';
  return `nothing that was refused stands against the certificate of ${host}, ${said}: ${reason}, ${message}`;
}
