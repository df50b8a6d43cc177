import type { ObservedRecordSet } from '#shared/domain/record.ts';
import type { PlannedSite } from '../../../functions/dns/plan/name-state.ts';
import type { PlanSettings } from '../../../functions/dns/plan/policies.ts';
import type { ModelZone } from './zone-model.ts';

/**
 * What a plan of one name must leave as it is, by external-dns's own reading of TXT names (registry/mapper/mapper.go,
 * ToEndpointName) written down a second time: everything but that name's records with a mark of one of the sites, and those
 * marks. Another cluster's mark is a site's only where the site is known to have stood under it, and a set of another
 * identifier only where no site has that, and it is of the same object.
 */
export function unownedOf(
  sites: readonly PlannedSite[],
  zone: ModelZone,
  settings: PlanSettings,
): readonly ObservedRecordSet[] {
  const identifiers = sites.map(({ key }) => key.setIdentifier);
  const isOwn = (site: PlannedSite, { owner, resource, identifier }: Mark): boolean => {
    const { appliedOwners = [], appliedResources = [], wish } = site;
    const resources = [wish.resource, ...appliedResources];
    const isHere = identifier === site.key.setIdentifier;
    if (!isHere && (identifiers.includes(identifier) || !resources.includes(resource))) return false;
    return (
      owner === wish.ownerId ||
      settings.adopted.has(owner) ||
      (appliedOwners.includes(owner) && appliedResources.includes(resource))
    );
  };
  const marks = zone.flatMap((set) => {
    const mark = readMark(set, settings.ownership.prefix);
    const site = mark && sites.find(({ key, ...site }) => key.host === mark.host && isOwn({ key, ...site }, mark));
    return mark === undefined || site === undefined ? [] : [{ set, ...mark }];
  });
  const isMarked = (set: ObservedRecordSet): boolean =>
    set.routed !== true &&
    marks.some(
      ({ host, type, identifier }) =>
        set.name === host && (set.setIdentifier ?? '') === identifier && typesOf(set).includes(type),
    );
  return zone.filter((set) => !isMarked(set) && !marks.some((mark) => mark.set === set));
}

interface Mark {
  readonly host: string;
  readonly type: string;
  readonly owner: string;
  readonly resource: string;
  readonly identifier: string;
}

/** The types under which a record may be marked. */
function typesOf({ type, alias }: ObservedRecordSet): readonly string[] {
  if (type === 'A') return alias === undefined ? ['a', ''] : ['a', 'cname', ''];
  if (type === 'AAAA') return ['aaaa'];
  return type === 'CNAME' ? ['cname', ''] : [];
}

function readMark(set: ObservedRecordSet, prefix: string): Mark | undefined {
  const [value = '', ...more] = set.values ?? [];
  if (set.type !== 'TXT' || set.routed === true || more.length > 0) return undefined;
  const identifier = set.setIdentifier ?? '';
  const label = (key: string): string | undefined => new RegExp(`[",]${key}=([^,"]*)`).exec(value)?.[1];
  if (label('heritage') === 'firstlight') {
    const [host = '', type = '', owner = '', resource = ''] = ['name', 'type', 'owner', 'resource'].map((key) =>
      label(`firstlight/${key}`),
    );
    return { host, type, owner, resource, identifier };
  }
  const owner = label('external-dns/owner');
  if (owner === undefined || !set.name.startsWith(prefix)) return undefined;
  const [, type = '', host = ''] =
    /^(?:(a|aaaa|cname|ns|mx|ptr|srv|naptr)-)?(.*)$/.exec(set.name.slice(prefix.length)) ?? [];
  return { host, type, owner, resource: label('external-dns/resource') ?? '', identifier };
}
