import type { GoneRow } from '#shared/rows/gone-rows.ts';
import { claimPrefix, type LaneRow, lanePrefix, type SiteRow, sitePrefix } from '#shared/rows/site-rows.ts';
import type { RowKey } from '#shared/runtime/table.ts';
import { zoneIds } from '../installation.ts';
import type { ZoneChange, Zones } from '../world/zones.ts';
import type { Invariant, Watching } from './invariant.ts';
import { hostOf, isAddress, type Mark, marksOf } from './marks.ts';

/**
 * What is known to stand for an object is given to another one only when that asks for it no more, or was released.
 * While its first change is on its way it is not known yet: then the order of precedence decides. So it does of what
 * neither stands nor is remembered when a table begins a new life: a mark without its record names nobody.
 */
export const marksStay: Invariant = {
  name: 'a record stays with whom its mark names',
  watch({ store, zones }, watching) {
    const released = new Set<string>();
    const known = new Set<string>();
    /** Of who holds a name: what was known to stand there, and was still asked for, when that was decided. */
    const keptThen = new Map<string, ReadonlySet<string>>();
    const holders = new Map<string, string>();
    store.onNewLife(() => {
      const remembered = new Set([...store.snapshot().values()].flatMap(({ key, row }) => knownBy(key, row)));
      for (const one of known) if (!remembered.has(one) && !stands(zones, one)) known.delete(one);
    });
    store.onCommit(({ actions }) => {
      for (const action of actions) {
        if (action.action === 'put') for (const one of knownBy(action.key, action.row)) known.add(one);
        if (action.action === 'put' && action.key.sk.startsWith(sitePrefix)) {
          const { host, view, setIdentifier, wish } = action.row as SiteRow;
          const isSame = holders.get(`${host}/${view}/${setIdentifier}`) === wish.resource;
          holders.set(`${host}/${view}/${setIdentifier}`, wish.resource);
          const decided = `${host}/${view} ${wish.resource}`;
          if (!isSame) keptThen.set(decided, stillAsked(known, watching, `${host}/${view}`));
        }
        if (action.action !== 'put' || !action.key.pk.startsWith('gone#')) continue;
        const { site } = action.row as GoneRow;
        released.add(`${site.host}/${site.view}`);
      }
    });
    zones.onChange((change) => {
      if (change.by === undefined) return;
      const view = change.zone === zoneIds.private ? 'private' : 'public';
      const added = marksOf(change.added);
      for (const mark of marksOf(change.removed)) {
        const next = added.find((one) => one.host === mark.host && one.type === mark.type);
        if (next === undefined || next.resource === mark.resource || released.has(`${mark.host}/${view}`)) continue;
        const then = keptThen.get(`${mark.host}/${view} ${next.resource}`) ?? known;
        const wasKnown = then.has(`${mark.host}/${view} ${mark.resource}`);
        if (wasKnown && asks(watching, mark, view)) watching.violated(handOver(change, mark, next));
      }
    });
  },
};

/** `host/view resource` of each object that a row says stands. */
function knownBy({ sk }: RowKey<unknown>, row: object): readonly string[] {
  if (!sk.startsWith(lanePrefix)) return [];
  const { site, applied, appliedResources = [] } = row as LaneRow;
  return applied ? appliedResources.map((resource) => `${site.host}/${site.view} ${resource}`) : [];
}

function stands(zones: Zones, known: string): boolean {
  const [host, view] = known.split(' ')[0]?.split('/') ?? [];
  const ids = Object.values(zoneIds).filter((id) => (id === zoneIds.private) === (view === 'private'));
  return ids.some((id) => zones.recordSets(id).some((set) => isAddress(set) && hostOf(set) === host));
}

type Asked = Pick<Mark, 'host' | 'resource'> & Partial<Pick<Mark, 'owner' | 'identifier'>>;

/** A claim of the object that the mark names on that very record set, however it stands. */
function asks({ mirror }: Watching, { host, owner, resource, identifier }: Asked, view: string): boolean {
  const [kind = '', namespace, name] = resource.split('/');
  return [...mirror.under(`site#${host}#${view}`).keys()].some((sk) => {
    if (!sk.startsWith(claimPrefix)) return false;
    const [, set, cluster, of = '', key] = sk.split('#');
    return (
      set === (identifier ?? set) &&
      cluster === (owner ?? cluster) &&
      of.toLowerCase().endsWith(`/${kind}`) &&
      key === `${namespace}/${name}`
    );
  });
}

/** Of what is known to stand at a name (`host/view resource`): what somebody asks for there at this moment. */
function stillAsked(known: ReadonlySet<string>, watching: Watching, site: string): ReadonlySet<string> {
  const [host = '', view = ''] = site.split('/');
  const asked = [...known].filter((one) => {
    const [name, resource = ''] = one.split(' ');
    return name === site && asks(watching, { host, resource }, view);
  });
  return new Set(asked);
}

const handOver = ({ by }: ZoneChange, { host, resource, owner }: Mark, next: Mark): string =>
  `${by?.name} gave ${host} of ${resource} of ${owner}, which still asks for it, to ${next.resource} of ${next.owner}`;
