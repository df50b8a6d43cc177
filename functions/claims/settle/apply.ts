import { channelsAtOnce } from '#shared/domain/alert-routes.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import { objectItem } from '#shared/rows/claims-keys.ts';
import { objectKey } from '#shared/rows/object-rows.ts';
import { alertActions } from '#shared/runtime/alert-writes.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import { type Action, put } from '#shared/runtime/table.ts';
import type { ClaimsDrain } from '../claims-drain.ts';
import { claimsLimit } from '../hosts/claim-set.ts';
import { decideHost, type HostDecision } from '../hosts/holders.ts';
import type { Permission } from '../hosts/host-input.ts';
import { byHost, changeAt, hostsOf, type Settling, settledRow } from '../plan/settle.ts';
import { releasedFact } from '../releases/release-notes.ts';
import { actionsLimit, commitAll, commitAmongOthers, forEachOf, untilUndisturbed } from '../writes.ts';
import { withFrozen } from './frozen-claims.ts';
import { hostWrites } from './host-actions.ts';
import { readHostState } from './host-rows.ts';
import { type SettledObject, writeSettled } from './settled-objects.ts';
import { askForZones } from './zone-asks.ts';

/** Hosts in flight: enough to hide the table's latency. */
const hostsAtOnce = 25;
/** Objects of one host decided in one transaction: with sites, claims and wakes it stays under 100 actions. */
const objectsAtOnce = 5;

/**
 * Settles objects: hosts first, each in its own transactions, then the objects' rows. Returns those that are not settled,
 * by their names (objectItem). The clock is looked at host by host: one object may name a thousand.
 */
export async function settleObjects(drain: ClaimsDrain, all: readonly Settling[]): Promise<Unsettled> {
  const noted = await noteHosts(drain, all);
  const decisions = new Map<string, HostDecision>();
  const unsettled = new Map<string, 'disturbed' | 'left'>();
  await forEachOf([...byHost(noted)], hostsAtOnce, async ([host, objects]) => {
    const state = drain.hasTime() ? await trySettleHost(drain, { host, objects, decisions }) : 'left';
    if (state !== 'settled') for (const { row } of objects) unsettled.set(objectItem(row.ref), state);
  });
  await askForZones(drain, decisions.values());
  const settled = noted.flatMap((one): readonly SettledObject[] => {
    if (unsettled.has(objectItem(one.row.ref))) return [];
    const mine = new Map(hostsOf(one).flatMap((host) => entryOf(decisions, host)));
    return [{ before: one.row, after: settledRow(one, mine) }];
  });
  await writeSettled(drain, settled);
  return unsettled;
}

/** left: there was no time for it. disturbed: others kept changing the same hosts. */
export type Unsettled = ReadonlyMap<string, 'disturbed' | 'left'>;

interface HostPart {
  readonly host: string;
  readonly objects: readonly Settling[];
  readonly decisions: Map<string, HostDecision>;
}

async function trySettleHost(
  drain: ClaimsDrain,
  { host, objects, decisions }: HostPart,
): Promise<'settled' | 'disturbed'> {
  try {
    decisions.set(host, await settleHost(drain, host, objects));
    return 'settled';
  } catch (error) {
    if (!(error instanceof RetryableError)) throw error;
    return 'disturbed';
  }
}

function entryOf(decisions: ReadonlyMap<string, HostDecision>, host: string): readonly [string, HostDecision][] {
  const decision = decisions.get(host);
  return decision === undefined ? [] : [[host, decision]];
}

/** Writes down the hosts that an object is about to claim before it does, so that whatever happens they are looked at. */
async function noteHosts(drain: ClaimsDrain, all: readonly Settling[]): Promise<readonly Settling[]> {
  const noted = all.map((one): Settling => {
    const hosts = [...hostsOf(one)].sort();
    return hosts.length === one.row.hosts.length ? one : { ...one, row: { ...one.row, hosts } };
  });
  const changed = noted.filter((one, index) => one !== all[index]);
  await commitAll(
    drain,
    changed.map(({ row }) => put(objectKey(row.ref), row, { marker: row.marker })),
  );
  return noted;
}

/** Decides a host with what some objects now wish for it; returns the last decision, which holds all claims. */
async function settleHost(drain: ClaimsDrain, host: string, objects: readonly Settling[]): Promise<HostDecision> {
  const sorted = [...objects].sort((a, b) => (a.row.ref.key < b.row.ref.key ? -1 : 1));
  const queued: HostDecision['queued'][number][] = [];
  for (let at = 0; ; at += objectsAtOnce) {
    const part = sorted.slice(at, at + objectsAtOnce);
    const decision = await decideAndWrite(drain, host, { objects: part, mayRelease: new Map(), look: false });
    queued.push(...decision.queued);
    if (at + objectsAtOnce >= sorted.length) return { ...decision, queued };
  }
}

export interface Look {
  readonly objects: readonly Settling[];
  readonly mayRelease: ReadonlyMap<string, Permission>;
  /** The host itself is looked at, not only what the objects change. */
  readonly look: boolean;
  /** Further conditions that must hold when the decision is written; with them, the lease is one of the conditions. */
  readonly checks?: readonly Action[];
}

/** Decides a host and writes that, in as many transactions as it takes. @throws RetryableError when others keep changing it. */
export async function decideAndWrite(drain: ClaimsDrain, host: string, look: Look): Promise<HostDecision> {
  for (let left = claimsLimit; left > 0; left -= 1) {
    const { decision, more } = await untilUndisturbed(() => writePart(drain, host, look));
    if (!more) return decision;
  }
  throw new RetryableError('the host changes faster than it is decided');
}

interface Written {
  readonly decision: HostDecision;
  /** It has more changes than one transaction holds. */
  readonly more: boolean;
}

/** An alert, and an item for each channel that hears of it, or of where it was before. */
const alertRoom = 1 + 2 * channelsAtOnce;

async function writePart(
  drain: ClaimsDrain,
  host: string,
  { objects, mayRelease, look, checks }: Look,
): Promise<Written> {
  const { alerts, zones } = drain.configuration.document;
  const state = await readHostState(
    drain,
    host,
    objects.map((one) => changeAt(one, host)),
  );
  const changes = withFrozen(state.input, objects, (zone) => zones.some(({ id }) => id === zone));
  const asked = { ...state, input: { ...state.input, mayRelease, changes } };
  const decision = decideHost(asked.input);
  const room = actionsLimit - (checks?.length ?? 0) - (alerts === undefined ? 0 : alertRoom);
  const { actions, items, executed, news, more } = hostWrites(asked, decision, { look, room });
  if (actions.length === 0) return { decision, more };
  const told = await alertActions(drain, news);
  const all = [...actions, ...told, ...(await drain.enqueue(items)), ...(checks ?? [])];
  await (checks === undefined ? commitAmongOthers(drain, all) : transactFenced(drain, all));
  drain.facts.push(...executed.map((one) => releasedFact(one, asked.input.nowMs)));
  return { decision, more };
}
