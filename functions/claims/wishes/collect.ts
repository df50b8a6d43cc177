import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import { refText, siteText } from '#shared/domain/site.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { chosenBy } from './annotations/alerts.ts';
import { isOversized, written } from './annotations/annotation.ts';
import type { AnnotationName } from './annotations/names.ts';
import { ttlOf, ttlSkipped } from './annotations/ttl.ts';
import { ofHost, type Subject } from './host-wishes.ts';
import { monitorSaidOf } from './monitor/said.ts';
import { named } from './no-wishes.ts';
import { readHosts } from './read-hosts.ts';
import type { Wish, Wishes, WrittenHost } from './types.ts';

/** Hosts that an object writes in one of its ways, and what was wrong before any was looked at. */
export interface WrittenPart {
  readonly hosts: readonly WrittenHost[];
  /** The annotation that names them. */
  readonly by: Extract<AnnotationName, 'hostname' | 'internal-hostname'>;
  readonly before: readonly Skipped[];
}

/** What becomes of all hosts of one part of an object. */
export function collect(subject: Subject, { hosts, by, before }: WrittenPart): Wishes {
  const { ref, object } = subject;
  const read = readHosts(hosts, refText(ref));
  const ttl = ttlOf(object);
  const each = read.hosts.map((host) => ofHost(subject, host, ttl.seconds));
  const wishes = each.flatMap((one) => one.wishes);
  const told = [
    ...before,
    ...tooLarge(object, by),
    ...ttlSkipped(ttl, wishes),
    ...uselessZone(subject, wishes),
    ...monitorTold(subject),
    ...chosenBy(subject).problems.map((message) => ({ reason: 'InvalidAnnotation', message }) as const),
  ];
  return {
    wishes,
    refused: each.flatMap(({ refused }) => refused),
    skipped: [...told.map((one) => named(ref, one)), ...read.skipped, ...each.flatMap(({ skipped }) => skipped)],
    keepOthers: isOversized(object, by),
    kept: each.flatMap(({ kept = [] }) => kept),
  };
}

/** A wrong word of monitors changes nothing else; without monitors nobody would look at it. */
function monitorTold({ object, context }: Subject): readonly Skipped[] {
  if (context.configuration.monitors === undefined) return [];
  return monitorSaidOf(object).problems.map((message) => ({ reason: 'InvalidAnnotation', message }));
}

function tooLarge(object: ObjectMeta, by: WrittenPart['by']): readonly Skipped[] {
  if (!isOversized(object, by)) return [];
  const message = `the ${by} annotation is too large to be read; spread the hosts over several objects; claims made through it stay`;
  return [{ reason: 'TooLarge', message }];
}

/** external-dns asks for the zone of aliases only, so its users may have it beside a CNAME. */
function uselessZone({ form: { alias } }: Subject, wishes: readonly Wish[]): readonly Skipped[] {
  const { zone } = alias.says;
  if (zone === undefined || !wishes.some(({ wish }) => wish.target?.kind === 'name')) return [];
  const message = `${written(zone)}, but the target is written as a CNAME; add alias: "true" to have an alias to that zone, or remove it`;
  return [{ reason: 'InvalidAnnotation', message }];
}

/** Two parts of one object; where both ask for the same site the first has it. */
export function joined(ref: Subject['ref'], first: Wishes, second: Wishes): Wishes {
  const taken = new Set(first.wishes.map(({ site }) => siteText(site)));
  const isTaken = ({ site }: Wish): boolean => taken.has(siteText(site));
  const twice = second.wishes.filter(isTaken).map(({ site: { host, view } }): Skipped => {
    const message = `${host} is in both hostname and internal-hostname, and both lead to the ${view} view; keep it in one`;
    return named(ref, { host, reason: 'InvalidAnnotation', message });
  });
  const told = new Set(first.skipped.map(({ message }) => message));
  return {
    wishes: [...first.wishes, ...second.wishes.filter((wish) => !isTaken(wish))],
    refused: [...first.refused, ...second.refused],
    skipped: [...first.skipped, ...second.skipped.filter(({ message }) => !told.has(message)), ...twice],
    keepOthers: first.keepOthers || second.keepOthers,
    kept: [...(first.kept ?? []), ...(second.kept ?? [])],
  };
}
