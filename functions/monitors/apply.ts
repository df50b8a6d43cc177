import type { MonitorSpec, ObservedMonitor } from '#shared/domain/monitor.ts';
import { type Answer, monitorFailures } from '#shared/domain/monitor-account.ts';
import { siteText } from '#shared/domain/site.ts';
import { PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import { ask } from './ask.ts';
import type { Assembled } from './assemble.ts';
import { tellChange } from './history.ts';
import { listAll } from './listing.ts';
import type { Change } from './plan/lane-state.ts';
import type { MonitorProvider } from './ports.ts';
import { rowAfter } from './row-after.ts';
import type { LaneWork } from './work.ts';

/** What became of changes; `stop`: nothing more can be done in this drain. */
export interface Applied {
  readonly made: number;
  readonly failed: readonly FailedChange[];
  readonly stop?: Error;
}

export interface FailedChange {
  readonly change: Change;
  readonly error: RetryableError | PermanentError;
}

/** So many failures in a row are no matter of one monitor. */
const mostFailures = 3;
const hourMs = 3_600_000;

/** Makes the changes one after the other, and keeps in the rows what became of each. */
export async function apply(work: LaneWork, { resolved }: Assembled, changes: readonly Change[]): Promise<Applied> {
  const failed: FailedChange[] = [];
  let made = 0;
  let inARow = 0;
  const checkOf = (change: Change): MonitorSpec | undefined =>
    'spec' in change ? resolved.get(siteText(change.site))?.check : undefined;
  for (const change of changes) {
    if (!work.drain.hasTime()) break;
    try {
      await make(work, change);
      made += 1;
      inARow = 0;
    } catch (error) {
      const isOfAll = error instanceof ThrottledError || isOfAccount(error);
      if (isOfAll || (error instanceof RetryableError && change.kind === 'list')) return { made, failed, stop: error };
      if (!(error instanceof RetryableError || error instanceof PermanentError)) throw error;
      failed.push({ change, error });
      if (error instanceof PermanentError) note(work, { change, error, check: checkOf(change) });
      else inARow += 1;
      if (inARow === mostFailures) return { made, failed, stop: error };
    }
  }
  return { made, failed };
}

const isOfAccount = (error: unknown): error is PermanentError =>
  error instanceof PermanentError && (!Object.hasOwn(monitorFailures, error.reason) || error.reason === 'AccessDenied');

interface Refusal {
  readonly change: Change;
  readonly error: PermanentError;
  /** As its site asks for it. */
  readonly check: MonitorSpec | undefined;
}

/** Refused for good: asked again in an hour, or when it is another check. */
function note({ rows, drain }: LaneWork, { change, error: { reason, message }, check }: Refusal): void {
  if (change.kind === 'list' || check === undefined) return;
  rows.save({ ...rows.of(change.site), failure: { reason, message, check, againMs: drain.now() + hourMs } });
}

async function make(work: LaneWork, change: Change): Promise<void> {
  if (change.kind === 'list') return listAll(work);
  if (change.kind === 'confirm') return confirm(work, change);
  if (change.kind === 'create') return create(work, change);
  const monitor = await ask(work, (far) => changeOne(far, change));
  work.rows.save(rowAfter(work, change, { id: change.id, monitor }));
  tellChange(work, change, change.id);
  await work.rows.flush();
}

type ChangeOfOne = Extract<Change, { readonly id: string }>;

async function changeOne(far: MonitorProvider, change: ChangeOfOne): Promise<Answer<ObservedMonitor | undefined>> {
  if ('spec' in change) return far.update(change.id, change.spec);
  if (change.kind === 'pause') return far.pause(change.id);
  if (change.kind === 'resume') return far.resume(change.id);
  return { ...(await far.delete(change.id)), value: undefined };
}

/** Noted before it is asked for: whoever learns no answer looks for it before asking again. */
async function create(work: LaneWork, change: Extract<Change, { readonly kind: 'create' }>): Promise<void> {
  const { rows, drain } = work;
  const before = rows.of(change.site);
  // Whoever finds it later is not to believe that it was up, as the one before.
  const { wasUp: _wasUp, hasPast: _hasPast, ...unknown } = before;
  rows.save({ ...unknown, askedMs: drain.now() });
  await rows.flush();
  try {
    const monitor = await ask(work, (far) => far.create(change.spec));
    rows.save(rowAfter(work, change, { id: monitor.id, monitor }));
    tellChange(work, change, monitor.id);
  } catch (error) {
    const isRefused =
      error instanceof ThrottledError ||
      error instanceof PermanentError ||
      (error instanceof RetryableError && !error.ambiguous);
    if (isRefused) rows.save(before);
    throw error;
  } finally {
    await rows.flush();
  }
}

/** Whether there is one that carries all of the tags; lists cannot lag behind its making any more. */
async function confirm(work: LaneWork, change: Extract<Change, { readonly kind: 'confirm' }>): Promise<void> {
  const { rows, drain } = work;
  const atMs = drain.now();
  const page = await ask(work, (far) => far.list({ tags: change.tags.slice(-1) }));
  const found = page.items.filter(({ tags }) => change.tags.every((tag) => tags.includes(tag)));
  const [oldest] = found.toSorted((a, b) => (a.createdMs ?? 0) - (b.createdMs ?? 0) || Number(a.id) - Number(b.id));
  const { askedMs: _asked, ...row } = rows.of(change.site);
  rows.save(oldest === undefined ? row : { ...row, last: { id: oldest.id, atMs, monitor: oldest } });
  await rows.flush();
}

export const nameOf = (change: Change): string =>
  change.kind === 'list' ? 'list' : `${change.kind} ${'id' in change ? change.id : ''} ${siteText(change.site)}`;
