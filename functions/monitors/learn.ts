import type { Answer, NamedThing, Page } from '#shared/domain/monitor-account.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import type { FailedChange } from './apply.ts';
import { ask } from './ask.ts';
import { type Assembled, againAfterMs, isWanted, missingOf } from './assemble.ts';
import type { Change } from './plan/lane-state.ts';
import { type AccountNames, namesOf } from './plan/spec.ts';
import type { MonitorProvider } from './ports.ts';
import { orRefusal } from './refusal.ts';
import type { LaneWork } from './work.ts';

/** How long what the account says of itself is believed. */
const accountMs = 3_600_000;

/** Reads what the account has that wishes name, where that is not known, or something was missing a while ago. */
export async function learnNames(work: LaneWork, assembled: Assembled): Promise<boolean> {
  let isLearned = false;
  for (const kind of ['contacts', 'windows', 'pages'] as const) {
    if (!isDue(work, assembled, kind)) continue;
    await read(work, kind);
    isLearned = true;
  }
  return isLearned;
}

function isDue(work: LaneWork, assembled: Assembled, kind: keyof AccountNames): boolean {
  const users = work.sites.filter(({ site }) => isWanted(work, site) && namesIn(site.wish.monitor, kind));
  if (users.length === 0) return false;
  const known = work.rows.account[kind];
  const missing =
    known?.failure ?? users.map(({ site }) => missingOf(assembled, site)).find((one) => one !== undefined);
  const afterMs = missing === undefined ? accountMs : againAfterMs(missing);
  return known === undefined || work.drain.now() >= known.atMs + afterMs;
}

const namesIn = (wish: Parameters<typeof namesOf>[0] | undefined, kind: keyof AccountNames): boolean =>
  wish !== undefined && namesOf(wish).includes(kind);

/** How much room the plan has matters only before something is made, and nothing else waits for it. */
export async function learnRoom(work: LaneWork, changes: readonly Change[], failed: FailedChange[]): Promise<boolean> {
  const { rows, drain } = work;
  const { account } = rows.account;
  const creates = changes.filter(({ kind }) => kind === 'create');
  if (creates.length === 0) return false;
  if (account !== undefined && drain.now() < account.atMs + accountMs) return false;
  try {
    const said = await ask(work, (far) => far.account());
    rows.saveAccount({ ...rows.account, account: { ...said, atMs: drain.now() } });
  } catch (error) {
    if (!(error instanceof RetryableError)) throw error;
    failed.push(...creates.map((change) => ({ change, error })));
  }
  return true;
}

/** Reads them as they are now; where that is refused those known last stand, and only who names others is told. */
export async function read(work: LaneWork, kind: keyof AccountNames): Promise<void> {
  const { rows, drain } = work;
  const atMs = drain.now();
  const failure = await orRefusal(async () => {
    const items = await listOf(work, kind);
    rows.saveAccount({ ...rows.account, [kind]: { atMs, items } });
  });
  if (failure === undefined) return;
  const { items = [] } = rows.account[kind] ?? {};
  rows.saveAccount({ ...rows.account, [kind]: { atMs, items, failure } });
}

function listOf(work: LaneWork, kind: keyof AccountNames): Promise<readonly NamedThing[]> {
  if (kind === 'pages') return allPages(work, (far, from) => far.statusPages(from));
  return allPages(work, (far, from) => (kind === 'contacts' ? far.contacts(from) : far.maintenanceWindows(from)));
}

/** All pages of a list. */
export async function allPages<Item>(
  work: LaneWork,
  list: (far: MonitorProvider, from?: string) => Promise<Answer<Page<Item>>>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let from: string | undefined;
  do {
    const at = from;
    const page = await ask(work, (far) => list(far, at));
    items.push(...page.items);
    from = page.next;
  } while (from !== undefined);
  return items;
}
