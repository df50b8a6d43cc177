import type { Refused } from './answer.ts';
import { type DesiredSite, siteId } from './plan/desired.ts';
import { idOf, namespaceOf, type SiteChange, type SitesPlan } from './plan/plan-sites.ts';
import type { Troubles } from './troubles.ts';

const rights: Readonly<Record<SiteChange['change'] | 'list', string>> = {
  list: 'list on sites.firstlight.dev',
  create: 'create on sites.firstlight.dev',
  spec: 'patch on sites.firstlight.dev',
  status: 'patch on sites.firstlight.dev/status',
  delete: 'delete on sites.firstlight.dev',
};

/** What an operator hears of Site objects that cannot be kept, with what to do. */
export class SiteTroubles {
  readonly #troubles: Troubles;

  constructor(troubles: Troubles) {
    this.#troubles = troubles;
  }

  /** The cluster lets nobody, or not us, do that to Site objects. */
  beginKind(change: keyof typeof rights, { what, message }: Pick<Refused, 'what' | 'message'>): void {
    if (what === 'unserved') {
      const remedy = 'apply charts/firstlight/crds/sites.yaml';
      this.#troubles.begin('unserved', `the cluster has no CustomResourceDefinition sites.firstlight.dev: ${remedy}`);
    } else {
      const needed = rights[change];
      this.#troubles.begin(`right:${change}`, `Site objects cannot be kept, needed is ${needed}: ${message}`);
    }
  }

  endKind(change: keyof typeof rights): void {
    this.#troubles.end('unserved');
    this.#troubles.end(`right:${change}`);
  }

  /** Nobody, or not us, may do that to Site objects of this namespace. */
  beginNamespace(step: SiteChange, message: string): void {
    const needed = `needed is ${rights[step.change]} there, and room in its quota`;
    const what = `Site objects of namespace ${namespaceOf(step)} cannot be kept, ${needed}: ${message}`;
    this.#troubles.begin(placeOf(step), what);
  }

  beginObject(step: SiteChange, message: string): void {
    const id = idOf(step);
    this.#troubles.begin(`object:${id}`, `the API server does not take Site ${id}: ${message}`);
  }

  beginTaken(sites: readonly DesiredSite[]): void {
    for (const id of sites.map(siteId)) {
      const remedy = 'it is not touched; rename or delete it';
      this.#troubles.begin(`object:${id}`, `Site ${id} was made by somebody else: ${remedy}`);
    }
  }

  /** Of all objects, and steps in a namespace, but those that are still to be taken. */
  endOthers({ changes, taken }: SitesPlan): void {
    const ids = [...taken.map(siteId), ...changes.map(idOf)];
    this.#troubles.endOthers('object:', new Set(ids.map((id) => `object:${id}`)));
    this.#troubles.endOthers('namespace:', new Set(changes.map(placeOf)));
  }
}

const placeOf = (step: SiteChange): string => `namespace:${step.change}:${namespaceOf(step)}`;
