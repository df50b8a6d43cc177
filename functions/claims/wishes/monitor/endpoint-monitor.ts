import { splitKey } from '#shared/domain/keys.ts';
import type { EndpointMonitor, HostObject } from '#shared/domain/objects.ts';

const robot = 'uptimerobot.monitor.stakater.com/';

/** Each field beside the annotation of version 1 that says the same in the same words. */
const fields = [
  ['interval', `${robot}interval`],
  ['alertContacts', `${robot}alert-contacts`],
  ['maintenanceWindows', `${robot}maintenance-windows`],
  ['statusPages', `${robot}status-pages`],
  ['monitorType', `${robot}monitor-type`],
  ['keywordExists', `${robot}keyword-exists`],
  ['keywordValue', `${robot}keyword-value`],
] as const;

/**
 * What an EndpointMonitor says, in annotations of version 1: it is a wish by being there. Of several of one host the first
 * by name counts; the object's own annotations say more.
 * @param monitors those of its namespace
 */
export function monitorAnnotations(
  object: HostObject,
  host: string,
  monitors: readonly EndpointMonitor[],
): Readonly<Record<string, string>> {
  const { name } = splitKey(object.key);
  const isIngress = object.kind === 'networking.k8s.io/Ingress';
  const [first] = monitors
    .filter(({ ingress, url }) => (isIngress && ingress === name) || (url !== undefined && hostOf(url) === host))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return first === undefined ? object.annotations : { ...wordsOf(first), ...object.annotations };
}

export function wordsOf({ url, forceHttps, healthEndpoint, uptimeRobot }: EndpointMonitor): Record<string, string> {
  const parsed = url === undefined ? null : URL.parse(url);
  const path = healthEndpoint ?? (parsed === null || parsed.pathname === '/' ? undefined : parsed.pathname);
  const expect = statusesOf(uptimeRobot['customHTTPStatuses'] ?? '');
  return {
    'monitor.stakater.com/enabled': 'true',
    ...(forceHttps === true || parsed?.protocol === 'https:' ? { 'monitor.stakater.com/forceHttps': 'true' } : {}),
    ...(path === undefined ? {} : { 'monitor.stakater.com/healthEndpoint': path }),
    ...(expect === '' ? {} : { 'firstlight.dev/monitor-expect': expect }),
    ...Object.fromEntries(
      fields.flatMap(([field, name]) => (uptimeRobot[field] === undefined ? [] : [[name, uptimeRobot[field]]])),
    ),
  };
}

/** What was said of an annotation, of the field that it stands for. */
export const inFields = (text: string): string =>
  [...fields.map(([field, name]) => [`uptimeRobotConfig.${field}`, name] as const), ...others].reduce(
    (told, [field, name]) => told.replaceAll(`annotation ${name} `, `spec.${field} `),
    text,
  );
const others = [
  ['healthEndpoint', 'monitor.stakater.com/healthEndpoint'],
  ['uptimeRobotConfig.customHTTPStatuses', 'firstlight.dev/monitor-expect'],
] as const;

const hostOf = (url: string): string | undefined => URL.parse(url)?.hostname;

/** `404:1_500:0`: those that count as up, beside those that do anyway (UptimeRobot API v2, custom_http_statuses). */
function statusesOf(text: string): string {
  const ups = text.split('_').flatMap((part) => (part.endsWith(':1') ? [part.slice(0, -2)] : []));
  return ups.length === 0 ? '' : ['2xx', ...ups].join(',');
}
