import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import { type Annotation, annotationOf, ownPrefix, type Problem, written } from './annotation.ts';

/** What an object says of how a name is written that it leads to. */
export interface AliasWish {
  /** automatic: an alias where AWS gives the name a zone, else a CNAME. never: a CNAME. */
  readonly form: 'automatic' | 'always' | 'never';
  /** An A alone, also where the target answers on IPv6. */
  readonly onlyIPv4: boolean;
  /** The target's hosted zone: an id, or `same-zone`, the zone of the record itself. */
  readonly zone?: string;
  readonly evaluateTargetHealth: boolean;
  /** For messages: the annotations that said so. */
  readonly says: { readonly form?: Annotation; readonly zone?: Annotation; readonly health?: Annotation };
}

export const sameZone = 'same-zone';

/** `alias`, `aws-target-hosted-zone` and `aws-evaluate-target-health` (external-dns, docs/tutorials/aws.md). */
export function aliasOf(object: ObjectMeta): AliasWish | Problem {
  const asked = annotationOf(object, 'alias');
  const zone = annotationOf(object, 'aws-target-hosted-zone');
  const health = annotationOf(object, 'aws-evaluate-target-health');
  const form = formOf(asked);
  if (typeof form === 'object') return form;
  const id = zone === undefined ? undefined : zoneIdOf(zone);
  if (typeof id === 'object') return id;
  if (health !== undefined && health.value !== 'true' && health.value !== 'false') {
    return { problem: `${written(health)}; write "true" or "false"` };
  }
  return {
    form,
    onlyIPv4: asked?.value === 'A',
    ...(id === undefined ? {} : { zone: id }),
    evaluateTargetHealth: health?.value !== 'false',
    says: {
      ...(asked === undefined ? {} : { form: asked }),
      ...(zone === undefined ? {} : { zone }),
      ...(health === undefined ? {} : { health }),
    },
  };
}

/**
 * external-dns's reader knows `true` alone, so what else its users write has no effect on their records and must have none
 * here; `A` is what its page promises (source/annotations/processors.go and docs/tutorials/aws.md of v0.22).
 */
function formOf(asked: Annotation | undefined): AliasWish['form'] | Problem {
  if (asked === undefined) return 'automatic';
  const isOurs = asked.name.startsWith(ownPrefix);
  switch (asked.value) {
    case 'true':
      return 'always';
    case 'A':
      return isOurs ? 'always' : 'automatic';
    case 'false':
      return isOurs ? 'never' : 'automatic';
    default:
      return { problem: `${written(asked)}; write "true", "A" or "false", or remove it` };
  }
}

const zoneIdForm = /^Z[A-Z0-9]{1,31}$/;

function zoneIdOf(zone: Annotation): string | Problem {
  const id = plainZoneId(zone);
  if (id === sameZone || zoneIdForm.test(id)) return id;
  const remedy = `write that of the target, such as Z215JYRZR1TBD5, or "${sameZone}"`;
  return { problem: `${written(zone)}, no id of a hosted zone; ${remedy}` };
}

/** Both spellings of AWS are read (external-dns does the same). */
export const plainZoneId = ({ value }: Annotation): string => value.trim().replace(/^\/hostedzone\//, '');
