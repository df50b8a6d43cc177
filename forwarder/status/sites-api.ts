import * as z from 'zod';
import { RetryableError } from '#shared/errors/kinds.ts';
import type { ApiRequest, KubernetesApi } from '../kubernetes/api.ts';
import { type Answer, type Refused, readAnswer } from './answer.ts';
import type { SiteChange } from './plan/plan-sites.ts';
import {
  newSiteObject,
  type ObservedSite,
  ownLabel,
  ownMark,
  siteApi,
  specPatch,
  statusPatch,
} from './plan/site-object.ts';

/** Whatever stands there: only what is looked at has a form. */
const SiteObject = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string(),
    uid: z.string(),
    resourceVersion: z.string(),
    labels: z.record(z.string(), z.string()).default({}),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  spec: z.unknown().optional(),
  status: z
    .object({
      edge: z.string().optional(),
      releaseDue: z.string().optional(),
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.enum(['True', 'False', 'Unknown']),
            reason: z.string(),
            message: z.string(),
            lastTransitionTime: z.string(),
          }),
        )
        .default([]),
    })
    .catch({ conditions: [] })
    .default({ conditions: [] }),
});

const SiteList = z.object({
  metadata: z.object({ continue: z.string().optional() }),
  items: z.array(SiteObject),
});

export type Listed = readonly ObservedSite[] | Refused;

const collection = `/apis/${siteApi.group}/${siteApi.version}`;
const folder = (namespace: string): string =>
  `${collection}/namespaces/${encodeURIComponent(namespace)}/${siteApi.plural}`;
const path = ({ namespace, name }: Pick<ObservedSite, 'namespace' | 'name'>): string =>
  `${folder(namespace)}/${encodeURIComponent(name)}`;

const pageSize = '500';
const mergePatch = 'application/merge-patch+json';

/** The Site objects of one cluster. Every method throws RetryableError where there is no answer. */
export class SitesApi {
  readonly #api: KubernetesApi;
  readonly #cluster: string;

  constructor(api: KubernetesApi, cluster: string) {
    this.#api = api;
    this.#cluster = cluster;
  }

  /** Of all namespaces, those with our label. */
  async list(): Promise<Listed> {
    const found: ObservedSite[] = [];
    const label = { labelSelector: `${ownLabel.name}=${ownLabel.value}`, limit: pageSize };
    for (let next: string | undefined = ''; next !== undefined; ) {
      const query = next === '' ? label : { ...label, continue: next };
      const answer = await this.#ask({ method: 'GET', path: `${collection}/${siteApi.plural}`, query });
      if (answer.what !== 'done') return answer;
      const page = SiteList.safeParse(answer.body);
      if (!page.success) throw new RetryableError('the list of sites cannot be read');
      found.push(...page.data.items.map((item) => this.#observed(item)));
      next = page.data.metadata.continue === '' ? undefined : page.data.metadata.continue;
    }
    return found;
  }

  /** One object as it stands; undefined where there is none. */
  async get(site: Pick<ObservedSite, 'namespace' | 'name'>): Promise<ObservedSite | undefined> {
    const answer = await this.#ask({ method: 'GET', path: path(site) });
    return answer.what === 'done' ? this.#read(answer.body) : undefined;
  }

  /** Takes one step; returns the object as it stands then, undefined once it is deleted. */
  async change(step: SiteChange, nowMs: number): Promise<Answer & { readonly after?: ObservedSite | undefined }> {
    const answer = await this.#ask(this.#requestOf(step, nowMs));
    if (answer.what !== 'done' || step.change === 'delete') return answer;
    return { ...answer, after: this.#read(answer.body) };
  }

  #requestOf(step: SiteChange, nowMs: number): ApiRequest {
    switch (step.change) {
      case 'create':
        return { method: 'POST', path: folder(step.site.namespace), body: newSiteObject(step.site, this.#cluster) };
      case 'spec':
        return patch(path(step.site), specPatch(step.site, step.observed));
      case 'status':
        return patch(`${path(step.site)}/status`, statusPatch(step.site, step.observed, nowMs));
      case 'delete': {
        const { uid, resourceVersion } = step.observed;
        const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid, resourceVersion } };
        return { method: 'DELETE', path: path(step.observed), body };
      }
    }
  }

  async #ask(request: ApiRequest): Promise<Answer> {
    return readAnswer(await this.#api.send(request), siteApi.plural);
  }

  #read(body: unknown): ObservedSite | undefined {
    const parsed = SiteObject.safeParse(body);
    return parsed.success ? this.#observed(parsed.data) : undefined;
  }

  #observed({ metadata, spec, status }: z.infer<typeof SiteObject>): ObservedSite {
    const { name, namespace, uid, resourceVersion, labels, annotations } = metadata;
    const { conditions, edge, releaseDue } = status;
    return {
      ...{ namespace, name, uid, resourceVersion, spec, conditions },
      ours: labels[ownLabel.name] === ownLabel.value && annotations[ownMark] === this.#cluster,
      ...(edge === undefined ? {} : { edge }),
      ...(releaseDue === undefined ? {} : { releaseDue }),
    };
  }
}

const patch = (to: string, body: object): ApiRequest => ({ method: 'PATCH', path: to, body, contentType: mergePatch });
