import type { Clock } from '#shared/domain/clock.ts';
import type { Refused } from './answer.ts';
import { siteId } from './plan/desired.ts';
import { idOf, type SiteChange } from './plan/plan-sites.ts';
import type { ObservedSite } from './plan/site-object.ts';
import type { SitesApi } from './sites-api.ts';

/** All objects are listed again this often: somebody may have changed or removed some. */
const listAgainMs = 600_000;

/** The Site objects that stand, as they were last seen. Methods throw RetryableError where there is no answer. */
export class ListedSites {
  readonly #api: SitesApi;
  readonly #clock: Clock;
  #sites: Map<string, ObservedSite> | undefined;
  #listedMs = 0;

  constructor(api: SitesApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** Those that are ours. */
  get own(): number {
    return [...(this.#sites?.values() ?? [])].filter(({ ours }) => ours).length;
  }

  async read(): Promise<Map<string, ObservedSite> | Refused> {
    const nowMs = this.#clock.monotonic();
    if (this.#sites !== undefined && nowMs - this.#listedMs < listAgainMs) return this.#sites;
    const listed = await this.#api.list();
    if ('what' in listed) return listed;
    this.#sites = new Map(listed.map((site) => [siteId(site), site]));
    this.#listedMs = nowMs;
    return this.#sites;
  }

  /** They are listed anew the next time. */
  forget(): void {
    this.#sites = undefined;
  }

  set(id: string, site: ObservedSite | undefined): void {
    if (site === undefined) this.#sites?.delete(id);
    else this.#sites?.set(id, site);
  }

  async lookAgain(step: SiteChange): Promise<void> {
    this.set(idOf(step), await this.#api.get('site' in step ? step.site : step.observed));
  }
}
