import { hostlessKinds } from './kinds.ts';
import { momentText } from './moment-text.ts';
import type { Source } from './objects.ts';

/** A kind that is off or absent for less may be so by mistake. */
export const establishedMs = 3_600_000;

/** The state of a kind at its source. */
export interface KnownSource extends Pick<Source, 'of' | 'state'> {
  /** It has stood for an hour. */
  readonly established: boolean;
  /** Since when it has stood, epoch milliseconds. */
  readonly sinceMs?: number;
}

/** What a cluster has said of its kinds. */
export interface HeardKinds {
  readonly cluster: string;
  readonly sources: readonly KnownSource[];
  /** Ids of the kinds that a walk of this incarnation has covered from end to end. */
  readonly walked: ReadonlySet<string>;
}

const sourceKind = 'firstlight.dev/Source';

/**
 * What a cluster has not said yet of its kinds although only that would show that nobody wants a site of it; undefined
 * when it has said all.
 * @param kind id of the kind of the site's holder
 */
export function unheardText(heard: HeardKinds, kind: string): string | undefined {
  if (heard.sources.some(({ of }) => of === kind)) return missingText(heard);
  return `the forwarder of cluster ${heard.cluster} has not said yet whether it sees ${nameOf(kind)} objects`;
}

/** The same of all that a cluster has, for what does not hang on one kind. */
export function unheardClusterText(heard: HeardKinds): string | undefined {
  if (heard.walked.has(sourceKind) && heard.sources.length > 0) return missingText(heard);
  return `the forwarder of cluster ${heard.cluster} has not said yet which kinds it sees`;
}

function missingText({ cluster, sources: all, walked }: HeardKinds): string | undefined {
  // What names no host cannot show that somebody wants one.
  const sources = all.filter(({ of }) => !hostlessKinds.includes(of));
  const forbidden = sources.find(({ state }) => state === 'forbidden');
  if (forbidden !== undefined) return `cluster ${cluster} does not let its forwarder read ${forbidden.of}`;
  const unwalked = sources.filter(({ of }) => !walked.has(of));
  const listed = unwalked.find(({ state }) => state === 'listed');
  if (listed !== undefined) return `no complete walk over ${listed.of} of cluster ${cluster} yet`;
  const young = unwalked.filter(({ established }) => !established);
  return young.length === 0 ? undefined : youngText(cluster, young);
}

function youngText(cluster: string, young: readonly KnownSource[]): string {
  const states = [...Map.groupBy(young, ({ state }) => state)].map(([state, kinds]) => {
    const names = kinds.map(({ of }) => nameOf(of)).sort();
    return `${names.join(', ')} of cluster ${cluster} ${names.length === 1 ? 'is' : 'are'} ${state} for less than an hour`;
  });
  const sinceMs = Math.max(...young.map((source) => source.sinceMs ?? 0));
  const until = sinceMs === 0 ? 'an hour later' : `after ${momentText(sinceMs + establishedMs)}`;
  return `${states.join(', ')}, which may be for a moment: believed once the cluster says so again ${until}`;
}

const nameOf = (kind: string): string => kind.slice(kind.indexOf('/') + 1);
