import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import type { RecordSet } from '#shared/domain/record.ts';

interface Suspect {
  readonly changes: readonly RecordChange[];
}

/**
 * Cuts a refused batch in two. The provider's words only choose where: what they do not name goes first, together, and
 * what they name apart; where they name nothing or everything, in halves, the smaller one first: it may cost both calls.
 */
export function suspectFirst<Member extends Suspect>(
  members: readonly Member[],
  messages: readonly string[],
): readonly (readonly Member[])[] {
  const words = new Set(messages.flatMap(wordsOf));
  const isNamed = ({ changes }: Suspect): boolean =>
    changes.some(({ record }) => hintsOf(record).some((hint) => words.has(hint)));
  const named = members.filter(isNamed);
  if (named.length > 0 && named.length < members.length) return [members.filter((each) => !isNamed(each)), named];
  const half = Math.floor(members.length / 2);
  return [members.slice(0, half), members.slice(half)];
}

/** Messages name a record set by its name, or by the value or health check that is wrong. */
const hintsOf = ({ name, ttl, healthCheckId, values = [] }: RecordSet): readonly string[] => [
  name,
  ...(healthCheckId === undefined ? [] : [healthCheckId]),
  ...values.map((value) => value.replace(/\.$/, '')),
  ...(ttl === undefined ? [] : [String(ttl)]),
];

const wordsOf = (message: string): readonly string[] =>
  message.split(/[\s'"[\](),;=]+/).map((word) => word.replaceAll('\\052', '*').replace(/\.$/, ''));
