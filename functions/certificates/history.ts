import { refText } from '#shared/domain/site.ts';
import type { HistoryRow } from '#shared/rows/safety-rows.ts';
import type { Change } from './plan/changes.ts';
import { coverOf } from './plan/cover.ts';
import type { LaneWork } from './work.ts';

interface Told extends Pick<HistoryRow, 'before' | 'after' | 'why'> {
  readonly action: Change['kind'] | 'fail' | 'blocked' | 'unblocked';
  readonly arn: string;
}

/** Leaves a row in the history of the names of a certificate; by the object of the oldest site that has one of them. */
export function tell({ rows, drain, sites }: LaneWork, names: readonly string[], { arn, ...told }: Told): void {
  const [host = arn] = names;
  const [first] = sites
    .map(({ site }) => site)
    .filter((site) => coverOf(names, site.host) !== undefined)
    .sort((a, b) => a.createdMs - b.createdMs || (a.host < b.host ? -1 : 1));
  const by = first === undefined ? 'firstlight' : refText(first.holder);
  const part = [told.action, arn, told.before ?? '', told.after ?? ''].join('#');
  rows.tell({ atMs: drain.now(), host, names, where: drain.lane, by, ...told }, part);
}

/** Tells of a change that was made; `names` as `namesOf` gave them before. */
export function tellChange(work: LaneWork, change: Change, names: readonly string[]): void {
  const { kind, reason: why } = change;
  if (change.kind === 'request') {
    const arn = work.rows.requests.get(change.token)?.arn ?? change.token;
    tell(work, change.names, { action: kind, arn, after: `${arn} (${change.names.join(', ')})`, why });
    return;
  }
  const arn = change.certificate;
  const place = change.kind === 'delete' ? arn : `${arn} on ${change.listener}`;
  tell(work, names, { action: kind, arn, why, ...(kind === 'attach' ? { after: place } : { before: place }) });
}

/** To be asked before a change is made: what is deleted is forgotten. */
export const namesOf = ({ rows }: LaneWork, change: Change): readonly string[] =>
  change.kind === 'request' ? change.names : (rows.certificates.get(change.certificate)?.certificate.names ?? []);
