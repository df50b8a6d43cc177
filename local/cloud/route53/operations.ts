/** The actions of the API that this model knows. */
export type Action =
  | 'ChangeResourceRecordSets'
  | 'ListResourceRecordSets'
  | 'GetChange'
  | 'ListHostedZones'
  | 'ListHostedZonesByName'
  | 'GetHostedZone'
  | 'GetHostedZoneLimit'
  | 'DeleteHostedZone'
  | 'CreateHealthCheck'
  | 'GetHealthCheck'
  | 'DeleteHealthCheck'
  | 'ListTagsForResource'
  | 'ListTagsForResources'
  | 'ChangeTagsForResource';

export interface Operation {
  readonly action: Action;
  /** The first thing that the path names: an id without its prefix, or a kind of resource; '' where it names none. */
  readonly id: string;
  /** What else the path names; '' where it names nothing. */
  readonly rest: string;
}

const routes: readonly { readonly method: string; readonly path: RegExp; readonly action: Action }[] = [
  { method: 'POST', path: /^\/2013-04-01\/hostedzone\/([^/]+)\/rrset\/?$/, action: 'ChangeResourceRecordSets' },
  { method: 'GET', path: /^\/2013-04-01\/hostedzone\/([^/]+)\/rrset\/?$/, action: 'ListResourceRecordSets' },
  { method: 'GET', path: /^\/2013-04-01\/change\/([^/]+)$/, action: 'GetChange' },
  { method: 'GET', path: /^\/2013-04-01\/hostedzone\/?$/, action: 'ListHostedZones' },
  { method: 'GET', path: /^\/2013-04-01\/hostedzonesbyname\/?$/, action: 'ListHostedZonesByName' },
  { method: 'GET', path: /^\/2013-04-01\/hostedzone\/([^/]+)$/, action: 'GetHostedZone' },
  { method: 'GET', path: /^\/2013-04-01\/hostedzonelimit\/([^/]+)\/([^/]+)$/, action: 'GetHostedZoneLimit' },
  { method: 'DELETE', path: /^\/2013-04-01\/hostedzone\/([^/]+)$/, action: 'DeleteHostedZone' },
  { method: 'POST', path: /^\/2013-04-01\/healthcheck$/, action: 'CreateHealthCheck' },
  { method: 'GET', path: /^\/2013-04-01\/healthcheck\/([^/]+)$/, action: 'GetHealthCheck' },
  { method: 'DELETE', path: /^\/2013-04-01\/healthcheck\/([^/]+)$/, action: 'DeleteHealthCheck' },
  { method: 'GET', path: /^\/2013-04-01\/tags\/([^/]+)\/([^/]+)$/, action: 'ListTagsForResource' },
  { method: 'POST', path: /^\/2013-04-01\/tags\/([^/]+)$/, action: 'ListTagsForResources' },
  { method: 'POST', path: /^\/2013-04-01\/tags\/([^/]+)\/([^/]+)$/, action: 'ChangeTagsForResource' },
];

/** Which action a request asks for, if it is one of the model's. Source: API reference, request syntax of each action. */
export function operationOf(method: string, path: string): Operation | undefined {
  for (const route of routes) {
    const match = route.method === method ? route.path.exec(path) : null;
    if (match !== null) return { action: route.action, id: match[1] ?? '', rest: match[2] ?? '' };
  }
  return undefined;
}
