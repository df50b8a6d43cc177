import type { PublicNames } from '../acm/public-names.ts';
import { isNameFault, type Labels, liesWithin, parseName, sortKey } from '../route53/names.ts';
import { valuesOf } from '../route53/record-set.ts';
import type { AnsweredZone } from '../route53/zone.ts';
import { answerQuestion } from './answer.ts';

const longestChain = 8;

/**
 * Public DNS over the hosted zones, as a resolver anywhere sees it: from the topmost zone, which its registrar leads to, down
 * along delegations. A zone beneath another one that does not lead to it answers nobody, and neither do private ones.
 * Source: RFC 1034 §5.3.3.
 */
export const publicNames = (zones: (nowMs: number) => readonly AnsweredZone[]): PublicNames => ({
  resolve: (name, type, nowMs) =>
    resolve(
      zones(nowMs).filter(({ isPrivate }) => !isPrivate),
      { name, type, depth: 0 },
    ),
});

/** The public zones that a resolver gets to: those that the zones above them lead to. */
export function reachableZones(zones: readonly AnsweredZone[]): readonly AnsweredZone[] {
  const all = zones.filter(({ isPrivate }) => !isPrivate);
  return all.filter((zone) => authorityFor(all, zone.labels) === zone);
}

interface Question {
  readonly name: string;
  readonly type: string;
  readonly depth: number;
}

function resolve(zones: readonly AnsweredZone[], { name, type, depth }: Question): readonly string[] {
  const labels = parseName(name);
  if (isNameFault(labels) || depth > longestChain) return [];
  const zone = authorityFor(zones, labels);
  if (zone === undefined) return [];
  const { answers } = answerQuestion(
    { view: 'public', zones: [zone], resolveAlias: () => undefined },
    plain(name),
    type,
  );
  const found = answers.filter((answer) => answer.type === type).map(({ value }) => value);
  const last = answers.at(-1);
  if (found.length > 0 || last?.type !== 'CNAME') return found;
  return resolve(zones, { name: last.value, type, depth: depth + 1 });
}

function authorityFor(zones: readonly AnsweredZone[], name: Labels): AnsweredZone | undefined {
  const above = zones
    .filter(({ labels }) => liesWithin(name, labels))
    .toSorted((a, b) => a.labels.length - b.labels.length);
  let [zone] = above;
  while (zone !== undefined) {
    const from: AnsweredZone = zone;
    const cut = firstCut(from, name);
    if (cut === undefined) return from;
    zone = above.find(
      (child) =>
        child.labels.length === cut.depth && serversAt(child, child.labels).some((one) => cut.servers.includes(one)),
    );
  }
  return undefined;
}

/** Where a zone hands a part of itself, and the name in it, to other servers. */
function firstCut(zone: AnsweredZone, name: Labels): { depth: number; servers: readonly string[] } | undefined {
  for (let depth = zone.labels.length + 1; depth <= name.length; depth += 1) {
    const servers = serversAt(zone, name.slice(name.length - depth));
    if (servers.length > 0) return { depth, servers };
  }
  return undefined;
}

const serversAt = (zone: AnsweredZone, at: Labels): readonly string[] =>
  zone.contents
    .at(sortKey(at))
    .filter(({ Type }) => Type === 'NS')
    .flatMap(valuesOf)
    .map(plain);

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
