import type { Source } from '#shared/domain/objects.ts';
import type { Reason } from '#shared/domain/reasons.ts';
import type { ObjectRow } from '#shared/rows/object-rows.ts';
import type { SkippedEntry } from './document.ts';

/** Kinds that a cluster's forwarder cannot list: nothing of them changes, and nobody would see why. */
export function unreadSources(rows: readonly ObjectRow[]): readonly SkippedEntry[] {
  // A manifest directory that is not there is told of as a whole.
  const told = new Set(rows.filter(isDirectory).map(({ ref }) => ref.cluster));
  const had = new Set(rows.map(({ ref }) => `${ref.cluster} ${ref.apiGroup}/${ref.kind}`));
  return rows.flatMap(({ ref, object }) => {
    if (object?.kind !== 'firstlight.dev/Source' || told.has(ref.cluster)) return [];
    // Most clusters lack some kind that others define, and miss nothing.
    if (object.state === 'absent' && !isBuiltIn(object.of) && !had.has(`${ref.cluster} ${object.of}`)) return [];
    const found = problemOf(object);
    if (found === undefined) return [];
    const [reason, what] = found;
    const said = object.message === undefined ? '' : ` (${object.message})`;
    return [{ source: `Source${ref.key}`, reason, message: `cluster ${ref.cluster}${what}${said}` }];
  });
}

/** Every cluster has these. */
const isBuiltIn = (kind: string): boolean => kind.startsWith('/') || kind.startsWith('networking.k8s.io/');

const isDirectory = ({ ref }: ObjectRow): boolean => ref.kind === 'File' && ref.key === '/.';

function problemOf({ of, state }: Source): readonly [Reason, string] | undefined {
  const kind = of.slice(of.indexOf('/') + 1);
  if (state === 'forbidden')
    return ['AccessDenied', ` does not let its forwarder list ${kind}; nothing of that kind changes until it does`];
  if (state === 'absent') {
    const then = 'after an hour of that what it had of the kind is released; to keep that put its definition back';
    return ['UnsupportedKind', ` knows no ${kind} at present; ${then}`];
  }
  return undefined;
}
