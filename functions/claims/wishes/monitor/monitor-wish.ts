import type { MonitorKeyword } from '#shared/domain/monitor.ts';
import type { MonitorDefaults, MonitorWish } from '#shared/domain/monitor-wish.ts';
import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import { type Annotation, type Problem, written } from '../annotations/annotation.ts';
import {
  contactsOf,
  downWhileOf,
  formerContactsOf,
  formerExistsOf,
  formerIdsOf,
  idsOf,
  keywordOf,
  nameOf,
  pathOf,
  secondsOf,
  statusesOf,
  truthOf,
} from './values.ts';
import { type MonitorWord, wordOf } from './words.ts';

/** What decides beside the annotations. */
export interface MonitorGround {
  /** Of the installation, with what the edge and then the namespace say otherwise. */
  readonly defaults: MonitorDefaults;
  readonly scheme: MonitorWish['scheme'];
  readonly firstPath?: string;
  readonly loginBy?: string;
}

type Annotated = Pick<ObjectMeta, 'annotations'>;

/** How one host of an object is to be watched, or what is wrong with what it says; undefined: not at all. */
export function monitorWishOf(object: Annotated, ground: MonitorGround): MonitorWish | Problem | undefined {
  const { defaults, firstPath, loginBy } = ground;
  const enabled = read(object, 'enabled', truthOf, defaults.enabled === 'all');
  if (typeof enabled === 'object') return enabled;
  if (!enabled || defaults.enabled === 'none') return undefined;
  const { account, regions } = defaults;
  const values = {
    name: read(object, 'name', nameOf, undefined),
    path: read(object, 'path', pathOf, defaults.path),
    https: read(object, 'https', truthOf, false),
    intervalSeconds: read(object, 'interval', (one) => secondsOf(one, 30, 86_400), defaults.intervalSeconds),
    timeoutSeconds: read(object, 'timeout', (one) => secondsOf(one, 1, 60), defaults.timeoutSeconds),
    expect: read(object, 'expect', statusesOf, defaults.expect),
    contacts: read(object, 'contacts', contactsOf, read(object, 'formerContacts', formerContactsOf, defaults.contacts)),
    maintenanceWindows: read(object, 'windows', idsOf, read(object, 'formerWindows', formerIdsOf, [])),
    statusPages: read(object, 'statusPages', idsOf, read(object, 'formerStatusPages', formerIdsOf, [])),
    keyword: readKeyword(object),
  };
  if (!isSaid(values)) return Object.values(values).find(isProblem);
  const { https, name, path, keyword, ...said } = values;
  return {
    account,
    regions,
    ...said,
    scheme: https ? 'https' : ground.scheme,
    ...(name === undefined ? {} : { name }),
    ...(path === undefined ? {} : { path }),
    ...(keyword === undefined ? {} : { keyword }),
    ...(firstPath === undefined ? {} : { firstPath }),
    ...(loginBy === undefined ? {} : { loginBy }),
  };
}

type Said<Values> = { readonly [Key in keyof Values]: Exclude<Values[Key], Problem> };

const isSaid = <Values extends object>(values: Values | Said<Values>): values is Said<Values> =>
  !Object.values(values).some(isProblem);

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'problem' in value;

const read = <Value, Otherwise>(
  object: Annotated,
  word: MonitorWord,
  ...[meaning, otherwise]: readonly [(annotation: Annotation) => Value | Problem, Otherwise]
): Value | Otherwise | Problem => {
  const annotation = wordOf(object, word);
  return annotation === undefined ? otherwise : meaning(annotation);
};

/** IngressMonitorController has a keyword only where its monitor-type says so. */
function readKeyword(object: Annotated): MonitorKeyword | Problem | undefined {
  const keyword = wordOf(object, 'keyword');
  const type = wordOf(object, 'formerType');
  if (keyword === undefined) {
    if (type?.value !== 'keyword') return undefined;
    return { problem: `${written(type)} without a keyword; add uptimerobot.monitor.stakater.com/keyword-value` };
  }
  if (!keyword.name.startsWith('firstlight.dev/') && type?.value !== 'keyword') return undefined;
  const text = keywordOf(keyword);
  const former = read(object, 'formerKeywordExists', formerExistsOf, undefined);
  const downWhile = read(object, 'keywordIs', downWhileOf, former ?? 'absent');
  if (isProblem(text)) return text;
  return isProblem(downWhile) ? downWhile : { text, caseSensitive: true, downWhile };
}
