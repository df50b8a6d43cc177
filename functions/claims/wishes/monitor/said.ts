import type { MonitorKeyword } from '#shared/domain/monitor.ts';
import type { MonitorWish } from '#shared/domain/monitor-wish.ts';
import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import { type Annotation, ownPrefix, type Problem, written } from '../annotations/annotation.ts';
import * as values from './values.ts';
import { allMonitorNames, type MonitorWord, wordOf } from './words.ts';

/** What an object says of its monitors, as far as it can be read; of what is absent the defaults decide. */
export interface MonitorSaid {
  readonly enabled?: boolean;
  readonly https?: boolean;
  readonly wish: Partial<MonitorWish>;
  /** What is wrong with the rest, for people. */
  readonly problems: readonly string[];
}

type Annotated = Pick<ObjectMeta, 'annotations' | 'oversized'>;

type Read = <Value>(word: MonitorWord, meaning: (annotation: Annotation) => Value | Problem) => Value | undefined;

/**
 * Each word is read by itself, so that a wrong one takes nothing from the others. Whether there is to be a monitor counts as
 * yes where that cannot be read: one that is deleted has lost its history.
 */
export function monitorSaidOf(object: Annotated): MonitorSaid {
  const problems = tooLarge(object);
  const read: Read = (word, meaning) => {
    const annotation = wordOf(object, word);
    const value = annotation === undefined ? undefined : meaning(annotation);
    if (!isProblem(value)) return value;
    problems.push(value.problem);
    return undefined;
  };
  const enabled = read('enabled', values.truthOf) ?? (wordOf(object, 'enabled') && true);
  const https = read('https', values.truthOf);
  const wish = given({
    name: read('name', values.nameOf),
    path: read('path', values.pathOf),
    intervalSeconds: read('interval', (one) => values.secondsOf(one, 30, 86_400)),
    timeoutSeconds: read('timeout', (one) => values.secondsOf(one, 1, 60)),
    expect: read('expect', values.statusesOf),
    contacts: read('contacts', values.contactsOf) ?? read('formerContacts', values.formerContactsOf),
    maintenanceWindows: read('windows', values.idsOf) ?? read('formerWindows', values.formerIdsOf),
    statusPages: read('statusPages', values.idsOf) ?? read('formerStatusPages', values.formerIdsOf),
    keyword: keywordOf(object, read),
    formerName: read('adopt', values.nameOf),
  });
  return { ...given({ enabled, https }), wish, problems: [...problems, ...lonelyType(object)] };
}

/** What is not carried is not known. */
const tooLarge = ({ oversized = [] }: Annotated): string[] =>
  oversized.flatMap(({ name }) =>
    allMonitorNames.includes(name) ? [`annotation ${name} is too large to be read; shorten it`] : [],
  );

/**
 * A monitor that gets a keyword, or loses it, is another one, so one that is too long is cut rather than left out.
 * IngressMonitorController has a keyword only where its monitor-type says so.
 */
function keywordOf(object: Annotated, read: Read): MonitorKeyword | undefined {
  const keyword = wordOf(object, 'keyword');
  if (keyword === undefined) return undefined;
  if (!keyword.name.startsWith(ownPrefix) && wordOf(object, 'formerType')?.value !== 'keyword') return undefined;
  const text = read('keyword', values.keywordOf) ?? keyword.value.slice(0, values.keywordLimit);
  const downWhile = read('keywordIs', values.downWhileOf) ?? read('formerKeywordExists', values.formerExistsOf);
  return { text, caseSensitive: true, downWhile: downWhile ?? 'absent' };
}

function lonelyType(object: Annotated): readonly string[] {
  const type = wordOf(object, 'formerType');
  if (type?.value !== 'keyword' || wordOf(object, 'keyword') !== undefined) return [];
  return [`${written(type)} without a keyword; add uptimerobot.monitor.stakater.com/keyword-value`];
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'problem' in value;

type Given<Values> = { readonly [Key in keyof Values]?: Exclude<Values[Key], undefined> };

const isGiven = <Values extends object>(values: object): values is Given<Values> =>
  !Object.values(values).includes(undefined);

/** Without what is undefined. */
function given<Values extends object>(values: Values): Given<Values> {
  const there = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return isGiven<Values>(there) ? there : {};
}
