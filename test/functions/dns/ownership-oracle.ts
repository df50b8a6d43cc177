import type { ObservedRecordSet } from '#shared/domain/record.ts';
import type { PlannedSite } from '../../../functions/dns/plan/name-state.ts';
import type { PlanSettings } from '../../../functions/dns/plan/policies.ts';
import type { ModelZone } from './zone-model.ts';

/**
 * What a plan of one name must leave as it is, by external-dns's own reading of TXT names (registry/mapper/mapper.go,
 * ToEndpointName) written down a second time: everything but that name's records with a mark of the site, and those
 * marks. Another cluster's mark is the site's only where the site is known to have stood under it.
 */
export function unownedOf(site: PlannedSite, zone: ModelZone, settings: PlanSettings): readonly ObservedRecordSet[] {
  const { host: name } = site.key;
  const isOwn = ({ owner, resource }: Mark): boolean =>
    owner === site.wish.ownerId ||
    settings.adopted.has(owner) ||
    ((site.appliedOwners ?? []).includes(owner) && (site.appliedResources ?? []).includes(resource));
  const marks = zone.flatMap((set) => {
    const mark = readMark(set, settings.ownership.prefix);
    return mark?.host === name && isOwn(mark) ? [{ set, ...mark }] : [];
  });
  const isMarked = (set: ObservedRecordSet): boolean =>
    set.name === name && set.setIdentifier === undefined && marks.some(({ type }) => typesOf(set).includes(type));
  return zone.filter((set) => !isMarked(set) && !marks.some((mark) => mark.set === set));
}

interface Mark {
  readonly host: string;
  readonly type: string;
  readonly owner: string;
  readonly resource: string;
}

/** The types under which a record may be marked. */
function typesOf({ type, alias }: ObservedRecordSet): readonly string[] {
  if (type === 'A') return alias === undefined ? ['a', ''] : ['a', 'cname', ''];
  if (type === 'AAAA') return ['aaaa'];
  return type === 'CNAME' ? ['cname', ''] : [];
}

function readMark(set: ObservedRecordSet, prefix: string): Mark | undefined {
  const [value = '', ...more] = set.values ?? [];
  if (set.type !== 'TXT' || set.setIdentifier !== undefined || more.length > 0) return undefined;
  const label = (key: string): string | undefined => new RegExp(`[",]${key}=([^,"]*)`).exec(value)?.[1];
  if (label('heritage') === 'firstlight') {
    const [host = '', type = '', owner = '', resource = ''] = ['name', 'type', 'owner', 'resource'].map((key) =>
      label(`firstlight/${key}`),
    );
    return { host, type, owner, resource };
  }
  const owner = label('external-dns/owner');
  if (owner === undefined || !set.name.startsWith(prefix)) return undefined;
  const [, type = '', host = ''] =
    /^(?:(a|aaaa|cname|ns|mx|srv|naptr)-)?(.*)$/.exec(set.name.slice(prefix.length)) ?? [];
  return { host, type, owner, resource: label('external-dns/resource') ?? '' };
}
