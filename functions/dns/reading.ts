import type { ListStart, RecordSetPage } from '#shared/domain/hosted-zone.ts';
import type { ObservedRecordSet } from '#shared/domain/record.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import type { RecordIndex } from './plan/contents.ts';
import { namesToRead } from './plan/name-state.ts';
import { compareNames } from './plan/record-sets.ts';
import type { NameRows, ZoneWork } from './work.ts';

/**
 * Reads at the far side everything that plans of these names rest on: the names and the TXT names of what stands there.
 * Each list begins at the least name not read yet and counts for all names that its pages span, so few names cost one
 * call each at most, and many cost the pages of their span.
 */
export async function readAgain(work: ZoneWork, names: readonly NameRows[]): Promise<RecordIndex> {
  const known: Known = { index: new Map(), spans: [] };
  for (;;) {
    // What stands at a name says under which further names its ownership may lie.
    const needed = names.flatMap(({ state }) => namesToRead({ ...state, observed: known.index }, work.settings));
    const missing = [...new Set(needed)].filter((name) => !isKnown(name, known)).sort(compareNames);
    if (missing.length === 0) return known.index;
    for (const name of missing) {
      // Lists go forward, so of all spans only the newest may hold the next name.
      const isListed = isKnown(name, { ...known, spans: known.spans.slice(-1) });
      if (!isListed) await readFrom(work, name, known);
    }
  }
}

interface Known {
  /** Names with everything that stands there; a name that is known and not in it does not exist. */
  readonly index: Map<string, readonly ObservedRecordSet[]>;
  readonly spans: Span[];
}

interface Span {
  readonly start: string;
  /** The first name after it; undefined: the zone ends there. */
  readonly end: string | undefined;
}

const isKnown = (name: string, { index, spans }: Known): boolean =>
  index.has(name) || spans.some((span) => span.start === name || isSpanned(name, span));

/**
 * Whether lists sort `*` as itself or as `\052` is not documented, so a page proves nothing absent about such names.
 */
function isSpanned(name: string, { start, end }: Span): boolean {
  if ([name, start, end ?? ''].some((each) => each.includes('*'))) return false;
  return compareNames(start, name) <= 0 && (end === undefined || compareNames(name, end) < 0);
}

/**
 * One page, and the next ones while they are still of its first name. The last name may go on in the next page: left
 * out.
 */
async function readFrom(work: ZoneWork, start: string, { index, spans }: Known): Promise<void> {
  const sets: ObservedRecordSet[] = [];
  let next: ListStart | undefined = { name: start };
  do {
    const page: RecordSetPage = await listPage(work, next);
    sets.push(...page.recordSets);
    next = page.next;
  } while (next?.name === start);
  const end = next?.name;
  const whole = sets.filter(({ name }) => name !== end);
  for (const [name, found] of Map.groupBy(whole, (set) => set.name)) index.set(name, found);
  spans.push({ start, end });
}

/**
 * One page of the zone, under the lease.
 * @throws RetryableError for a page that names itself as the next one: whoever followed it would never come to an end.
 */
export async function listPage({ drain, zones, zone }: ZoneWork, start?: ListStart): Promise<RecordSetPage> {
  await drain.assertHeld();
  const page = await zones.list(zone.id, start);
  if (start === undefined || !sameValue(page.next, start)) return page;
  throw new RetryableError(`the list of zone ${zone.id} does not go on after ${start.name}`);
}
