import type { SourceState } from '#shared/domain/objects.ts';
import type { Join } from './join.ts';
import type { ToldId } from './raw-source.ts';

/** What a source has told of a kind as a whole. */
export interface KindTold {
  readonly state: SourceState;
  readonly message: string;
}

export const nowListed: KindTold = { state: 'listed', message: '' };

/**
 * The state of a kind together with those it is joined with; undefined until all that matters is told. What cannot be
 * read freezes it, what is not there empties it.
 */
export function toldOf(join: Join, told: ReadonlyMap<ToldId, KindTold>): KindTold | undefined {
  const own = told.get(join.kind);
  if (own === undefined || own.state !== 'listed') return own;
  const parts = [...join.needs, ...join.mayLack].map((kind) => ({ kind, told: told.get(kind) }));
  if (parts.some((part) => part.told === undefined)) return undefined;
  const missing = parts.flatMap(({ kind, told: part }) => {
    if (part === undefined || part.state === 'listed') return [];
    return part.state === 'forbidden' || join.needs.includes(kind) ? [{ kind, ...part }] : [];
  });
  const worst = missing.find(({ state }) => state === 'forbidden') ?? missing[0];
  if (worst === undefined) return nowListed;
  const { kind, state, message } = worst;
  return { state, message: `needs ${kind}, which is ${state}${message === '' ? '' : `: ${message}`}` };
}
