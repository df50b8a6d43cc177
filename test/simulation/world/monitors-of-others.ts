import type { Route53Request } from '#local/cloud/route53/request.ts';
import type { StoredMonitor } from '#local/cloud/uptimerobot/monitor.ts';
import type { GivenMonitor } from '#local/cloud/uptimerobot/options.ts';
import { type Plan, plans } from '#local/cloud/uptimerobot/plans.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { siteTag } from '#shared/rows/monitor-tags.ts';
import { formerMonitor, type Watched } from '../installation.ts';

/** What somebody does to a monitor on the provider's pages. */
export type HandEdit = 'delete' | 'pause' | 'start' | 'rename' | 'untag' | 'retarget';

type ByHand = Pick<Route53Request, 'method' | 'path' | 'body'>;

export function changesByHand({ id, url }: StoredMonitor, how: HandEdit): ByHand {
  const path = `/v3/monitors/${id}`;
  if (how === 'delete') return { method: 'DELETE', path, body: '' };
  if (how === 'pause' || how === 'start') return { method: 'POST', path: `${path}/${how}`, body: '{}' };
  const bodies = { rename: { friendlyName: 'ours!' }, untag: { tagNames: [] }, retarget: { url: `${url}elsewhere` } };
  return { method: 'PATCH', path, body: JSON.stringify(bodies[how]) };
}

const settings = { interval: 300, timeout: 30 };

export const foreignMonitor = (friendlyName: string, host: string): ByHand => ({
  method: 'POST',
  path: '/v3/monitors',
  body: JSON.stringify({ type: 'HTTP', friendlyName, url: `http://${host}/`, ...settings }),
});

/** So few, and so rarely, that a quota and the rate are met, or so many that they do not fit on one page. */
export function planOf(watched: Watched | undefined): Plan {
  if (watched?.plan === 'small') return { ...plans.free, monitors: 8, callsPerMinute: 5 };
  return watched?.plan === 'crowded' ? plans.enterprise : plans[watched?.plan ?? 'free'];
}

/** Somebody's own, some of which may be taken over, and one of another installation for a name that is ours, too. */
export function givenMonitors(watched: Watched | undefined, hub: Configuration['hub']): readonly GivenMonitor[] {
  if (watched === undefined) return [];
  const http = { type: 'HTTP', ...settings } as const;
  const theirs = [
    siteTag({ host: 'w1.example.com', view: 'public', setIdentifier: '' }),
    `fl-999999999999-${hub.region}`,
  ];
  const few: readonly GivenMonitor['monitor'][] = [
    { ...http, friendlyName: 'own', url: 'http://w2.example.com/' },
    { ...http, friendlyName: formerMonitor, url: 'http://w0.example.com/' },
    { ...http, friendlyName: 'of another installation', url: 'http://w1.example.com/', tagNames: theirs },
  ];
  const many = Array.from({ length: 198 }, (_, nth) => ({
    ...http,
    friendlyName: `many ${nth}`,
    url: `http://many-${nth}.example.net/`,
    interval: 86_400,
  }));
  const all = watched.plan === 'crowded' ? [...few, ...many] : few;
  return all.map((monitor, nth) => ({ id: nth + 1, monitor }));
}
