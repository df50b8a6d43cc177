import { isPrivateAddress } from '#shared/domain/address.ts';
import type { MonitorWish } from '#shared/domain/monitor-wish.ts';
import type { SiteKey, Target } from '#shared/domain/site.ts';

/** What is asked for at a site, and which answers mean that it is up. */
export interface UrlCheck {
  readonly url: string;
  /** Codes and classes, sorted, each once. */
  readonly expectedStatuses: readonly string[];
  readonly followRedirects: boolean;
  /** What the check does not see, for people. */
  readonly limits?: string;
}

/** Why nobody outside can check a site, and what to do. */
export interface NoCheck {
  readonly problem: string;
}

export interface CheckedSite {
  readonly site: SiteKey;
  readonly target?: Target;
}

/**
 * The one URL by which a site is watched, or why there is none. A path is taken as told, else as the object writes its first
 * one where that names a page by itself; nothing is guessed of a pattern: `/` is asked for then.
 */
export function urlCheckOf({ site, target }: CheckedSite, wish: MonitorWish): UrlCheck | NoCheck {
  const problem = unreachable(site, target);
  if (problem !== undefined) return { problem };
  const told = wish.path ?? literalPath(wish.firstPath);
  const url = URL.parse(`${wish.scheme}://${site.host}${told ?? '/'}`);
  // A path begins with a slash, so nothing in it can lead to another host.
  if (url === null || !(told ?? '/').startsWith('/') || url.hostname !== site.host) {
    return { problem: `the path ${JSON.stringify(told)} makes no URL; write one that begins with "/"` };
  }
  return { url: url.href, ...answers(wish) };
}

function unreachable({ host, view }: SiteKey, target: Target | undefined): string | undefined {
  if (host === '') return 'it has no host name that could be asked for; give its rule a host';
  if (view === 'private') return 'its name is in a private zone, which nobody outside can resolve';
  if (host.startsWith('*.'))
    return 'it is a wildcard, of which no single name is known; give a host that is to be watched';
  if (target?.kind !== 'addresses' || !target.addresses.every(isPrivateAddress)) return undefined;
  return 'it leads to private addresses only, which nobody outside can reach';
}

/** RFC 3986, "pchar" and "/", without what regular expressions are known by; percent signs only before two digits. */
const literal = /^\/(?:[A-Za-z0-9\-._~!&',;=:@/]|%[0-9A-Fa-f]{2})*$/;

/** A dot or a comma is common in paths; with a quantifier or an escape behind it, it is a pattern, which `literal` refuses. */
const literalPath = (path: string | undefined): string | undefined =>
  path !== undefined && literal.test(path) ? path : undefined;

/**
 * A health path that is told may lie before the login, so its answer is to be that of the application. Who is sent to a login
 * is answered 302 (nginx, "auth-signin"; oauth2-proxy), or 401 where nobody says where to (nginx, "ngx_http_auth_request_module").
 */
function answers({ expect, loginBy, path }: MonitorWish): Omit<UrlCheck, 'url'> {
  const isLogin = loginBy !== undefined && path === undefined;
  const chosen = expect.length > 0 ? expect : isLogin ? ['302', '401'] : ['2xx'];
  const limits = `edge only: ${loginBy} asks for a login before the application; give the path of an open health check`;
  return {
    expectedStatuses: [...new Set(chosen)].sort(),
    // A redirect that is expected must be seen, not followed.
    followRedirects: !chosen.some((status) => status.startsWith('3')),
    ...(isLogin ? { limits } : {}),
  };
}
