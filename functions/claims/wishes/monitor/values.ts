import type { ContactWish } from '#shared/domain/monitor-wish.ts';
import { type Annotation, listOf, type Problem, written } from '../annotations/annotation.ts';
import { parseTtl } from '../annotations/ttl.ts';

const wrong = (annotation: Annotation, remedy: string): Problem => ({ problem: `${written(annotation)}; ${remedy}` });

/** Seconds from `least` to `most`, or a duration. */
export function secondsOf(annotation: Annotation, least: number, most: number): number | Problem {
  const seconds = parseTtl(annotation.value);
  if (seconds !== undefined && seconds >= least && seconds <= most) return seconds;
  return wrong(annotation, `write seconds (${least} to ${most}) or a duration such as 5m`);
}

export function truthOf(annotation: Annotation): boolean | Problem {
  if (annotation.value === 'true') return true;
  return annotation.value === 'false' ? false : wrong(annotation, 'write "true" or "false"');
}

/** Entries of a list: each stands in the rows of every host of its object. */
const listLimit = 50;

const bounded = <Item>(annotation: Annotation, items: readonly Item[]): readonly Item[] | Problem =>
  items.length <= listLimit ? items : wrong(annotation, `write at most ${listLimit} entries`);

/** Codes and classes, sorted. */
export function statusesOf(annotation: Annotation): readonly string[] | Problem {
  const statuses = [...new Set(listOf(annotation.value))].sort();
  if (statuses.length > 0 && statuses.every((status) => /^[1-5](xx|\d\d)$/.test(status)))
    return bounded(annotation, statuses);
  return wrong(annotation, 'write codes and classes, separated by commas, as in "2xx, 401"');
}

/** Characters; a longer one is no page that tells health. */
export const pathLimit = 500;

export function pathOf(annotation: Annotation): string | Problem {
  const url = URL.parse(annotation.value, 'http://host.invalid');
  const isPath = annotation.value.startsWith('/') && !annotation.value.startsWith('//');
  if (isPath && url?.host === 'host.invalid' && annotation.value.length <= pathLimit) {
    return annotation.value;
  }
  return wrong(
    annotation,
    `write a path that begins with one "/", such as /healthz, of at most ${pathLimit} characters`,
  );
}

/** At most 250 characters (UptimeRobot API v3, friendlyName). */
export const nameOf = (annotation: Annotation): string | Problem =>
  annotation.value.length <= 250 ? annotation.value : wrong(annotation, 'write a name of at most 250 characters');

/** Characters (UptimeRobot API v3, keywordValue). */
export const keywordLimit = 500;

export const keywordOf = (annotation: Annotation): string | Problem =>
  annotation.value.length <= keywordLimit
    ? annotation.value
    : wrong(annotation, `write at most ${keywordLimit} characters; until then the first ${keywordLimit} count`);

export const contactsOf = (annotation: Annotation): readonly ContactWish[] | Problem => {
  const named = [...new Set(listOf(annotation.value))].sort();
  return bounded(
    annotation,
    named.map((contact) => ({ contact, delayMinutes: 0, repeatMinutes: 0 })),
  );
};

/** `id_threshold_recurrence`, joined by `-` (UptimeRobot API v2, alert_contacts). */
export function formerContactsOf(annotation: Annotation): readonly ContactWish[] | Problem {
  const parts = annotation.value.split('-').map((part) => /^(\d{1,18})(?:_(\d{1,5})_(\d{1,5}))?$/.exec(part.trim()));
  if (parts.includes(null)) return wrong(annotation, 'write ID_THRESHOLD_RECURRENCE of each contact, joined by "-"');
  const told = parts.flatMap((part) =>
    part === null
      ? []
      : [{ contact: part[1] ?? '', delayMinutes: Number(part[2] ?? 0), repeatMinutes: Number(part[3] ?? 0) }],
  );
  return bounded(annotation, told);
}

/** Ids, joined by `-` (UptimeRobot API v2, mwindows). */
export function formerIdsOf(annotation: Annotation): readonly string[] | Problem {
  const ids = [...new Set(annotation.value.split('-').map((part) => part.trim()))].sort();
  if (!ids.every((id) => /^\d{1,18}$/.test(id))) return wrong(annotation, 'write ids, joined by "-"');
  return bounded(annotation, ids);
}

export const idsOf = (annotation: Annotation): readonly string[] | Problem =>
  bounded(annotation, [...new Set(listOf(annotation.value))].sort());

export function downWhileOf(annotation: Annotation): 'present' | 'absent' | Problem {
  const { value } = annotation;
  return value === 'present' || value === 'absent' ? value : wrong(annotation, 'write "present" or "absent"');
}

/** `yes` is keyword_type 1 there, which is down while the keyword exists (UptimeRobot API v2, keyword_type). */
export function formerExistsOf(annotation: Annotation): 'present' | 'absent' | Problem {
  if (annotation.value === 'yes') return 'present';
  return annotation.value === 'no' ? 'absent' : wrong(annotation, 'write "yes" or "no"');
}
