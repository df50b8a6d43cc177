import { isKindId } from '#shared/domain/kinds.ts';
import type { ObjectSink, ObjectSource } from '../ports.ts';
import { joins as allJoins } from './all.ts';
import type { Join } from './join.ts';
import { Joiner } from './joiner.ts';
import type { RawSource } from './raw-source.ts';

/** A source whose objects are whole: each with what it refers to, each kind listed once all that it needs is. */
export function joinedSource(source: RawSource, joins: readonly Join[] = allJoins): ObjectSource {
  const offered = new Set(source.kinds);
  const possible = joins.filter(({ kind, needs }) => [kind, ...needs].every((one) => offered.has(one)));
  const incomplete = joins.filter((join) => !possible.includes(join)).map(({ kind }) => kind);
  return {
    kinds: source.kinds.filter(isKindId).filter((kind) => !incomplete.some((one) => one === kind)),
    start: (sink: ObjectSink) => source.start(new Joiner({ joins: possible, offered, sink })),
    stop: () => source.stop(),
    pause: () => source.pause(),
    resume: () => source.resume(),
  };
}
