/** A kind that is listed and watched over all namespaces. */
export interface ServedResource {
  readonly path: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const served = (apiVersion: string, plural: string, kind: string, namespaced = true): ServedResource => {
  const root = apiVersion.includes('/') ? '/apis' : '/api';
  return { path: `${root}/${apiVersion}/${plural}`, apiVersion, kind, namespaced };
};

/** What external-dns's sources `ingress` and `service` list, with what a manifest needs besides. */
export const resources: readonly ServedResource[] = [
  served('networking.k8s.io/v1', 'ingresses', 'Ingress'),
  served('networking.k8s.io/v1', 'ingressclasses', 'IngressClass', false),
  served('v1', 'services', 'Service'),
  served('v1', 'pods', 'Pod'),
  served('v1', 'nodes', 'Node', false),
  served('discovery.k8s.io/v1', 'endpointslices', 'EndpointSlice'),
  served('apps/v1', 'deployments', 'Deployment'),
];

const groups = ['networking.k8s.io', 'discovery.k8s.io', 'apps'];

/** Where one object is read: `…/namespaces/NAMESPACE/PLURAL/NAME`. */
export function objectAt(path: string): { readonly resource: ServedResource; readonly key: string } | undefined {
  const [, root = '', namespace = '', plural = '', name = ''] = oneObject.exec(path) ?? [];
  const resource = resources.find((each) => each.path === `${root}/${plural}`);
  return resource === undefined ? undefined : { resource, key: `${namespace}/${name}` };
}

const oneObject = /^(\/.*v1)\/namespaces\/([^/]+)\/([^/]+)\/([^/]+)$/;

/** The documents by which kubectl finds out what there is. Source: Kubernetes API concepts, "API discovery". */
export function discoveryOf(path: string): Readonly<Record<string, unknown>> | undefined {
  if (path === '/version') return { major: '1', minor: '35', gitVersion: 'v1.35.0' };
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  if (path === '/apis') {
    const version = (group: string) => ({ groupVersion: `${group}/v1`, version: 'v1' });
    const described = groups.map((name) => ({ name, versions: [version(name)], preferredVersion: version(name) }));
    return { kind: 'APIGroupList', apiVersion: 'v1', groups: described };
  }
  const [, groupVersion] = /^\/apis?\/(.*v1)$/.exec(path) ?? [];
  const within = resources.filter(({ apiVersion }) => apiVersion === groupVersion);
  if (groupVersion === undefined || within.length === 0) return undefined;
  const described = within.map(({ path: whole, kind, namespaced }) => {
    const name = whole.slice(whole.lastIndexOf('/') + 1);
    return { name, singularName: kind.toLowerCase(), kind, namespaced, verbs: ['get', 'list', 'watch'] };
  });
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: described };
}
