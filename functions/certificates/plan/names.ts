import { caaNameOf } from './caa.ts';
import type { Hindrance } from './lane-state.ts';

/** ACM User Guide, "Request a public certificate": names of Amazon's own. */
const amazonDomains = ['amazonaws.com', 'cloudfront.net', 'elasticbeanstalk.com'];

/** Names that no public authority issues for: RFC 6761, RFC 6762, RFC 8375, RFC 9476, and what ICANN keeps for private use. */
const privateDomains = ['test', 'localhost', 'invalid', 'example', 'local', 'home.arpa', 'alt', 'internal', 'onion'];

/** Why ACM would refuse a name whatever its zone says; undefined: nothing known. */
export function nameHindrance(name: string): Hindrance | undefined {
  const host = caaNameOf(name);
  const own = findAbove(host, amazonDomains);
  if (own !== undefined) {
    return refused(
      `${name} is a name of Amazon's (${own}), for which ACM issues nothing; use a name of a domain of yours`,
    );
  }
  const local = findAbove(host, privateDomains);
  if (local !== undefined) {
    return refused(
      `${name} is no public name (.${local}), so no public authority issues for it; use a name of a public domain`,
    );
  }
  if (!host.includes('.')) {
    return refused(`${name} stands for a whole top-level domain; use a name of a domain of yours`);
  }
  return undefined;
}

const refused = (message: string): Hindrance => ({ reason: 'CertificateFailed', message });

const findAbove = (host: string, domains: readonly string[]): string | undefined =>
  domains.find((domain) => host === domain || host.endsWith(`.${domain}`));
