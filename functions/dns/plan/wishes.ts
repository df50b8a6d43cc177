import { canonicalAddress, isIPv4 } from '#shared/domain/address.ts';
import type { RecordSet } from '#shared/domain/record.ts';
import type { SiteKey, SiteWish } from '#shared/domain/site.ts';
import { hostText, routeOf } from './record-sets.ts';

/** The records a site wishes at its name, or why its target can never be written there. */
export type Desired =
  | { readonly records: readonly RecordSet[] }
  | { readonly problem: 'NoAddress' | 'InvalidTarget'; readonly message: string };

/** A site as far as its records depend on it. */
export interface WishedSite {
  readonly key: Pick<SiteKey, 'host' | 'setIdentifier'>;
  readonly wish: Pick<SiteWish, 'target' | 'ttlSeconds' | 'routing' | 'healthCheckId'>;
}

/**
 * Alias A (AAAA too only where the target is dual-stack), A and AAAA by address family, or CNAME, each routed as the
 * site is; ownership comes on top.
 */
export function desiredRecords({ key, wish }: WishedSite, zoneName: string): Desired {
  const { host, setIdentifier } = key;
  const desired = targetRecords(host, zoneName, wish);
  if ('problem' in desired) return desired;
  const route = { ...(setIdentifier === '' ? {} : { setIdentifier }), ...routeOf(wish) };
  return { records: desired.records.map((record) => ({ ...record, ...route })) };
}

function targetRecords(host: string, zoneName: string, { target, ttlSeconds }: WishedSite['wish']): Desired {
  if (target === undefined) return { problem: 'NoAddress', message: 'its load balancer has no address yet' };
  if (target.kind === 'name') return cname(host, zoneName, { value: hostText(target.name), ttl: ttlSeconds });
  if (target.kind === 'addresses') return addresses(host, target.addresses, ttlSeconds);
  const alias = { ...target.alias, dnsName: hostText(target.alias.dnsName) };
  const types = target.dualStack ? (['A', 'AAAA'] as const) : (['A'] as const);
  return { records: types.map((type) => ({ name: host, type, alias })) };
}

function addresses(host: string, given: readonly string[], ttl: number): Desired {
  const canonical = given.map((text) => ({ text, address: canonicalAddress(text) }));
  const wrong = canonical.find(({ address }) => address === undefined);
  if (wrong !== undefined) return invalid(`${wrong.text} is no IP address`);
  const unique = [...new Set(canonical.flatMap(({ address }) => address ?? []))].sort();
  if (unique.length === 0) return { problem: 'NoAddress', message: 'its edge or target names no address' };
  const record = (type: 'A' | 'AAAA', values: readonly string[]): readonly RecordSet[] =>
    values.length === 0 ? [] : [{ name: host, type, ttl, values }];
  return {
    records: [
      ...record('A', unique.filter(isIPv4)),
      ...record(
        'AAAA',
        unique.filter((address) => !isIPv4(address)),
      ),
    ],
  };
}

/** A CNAME excludes all other types, so it cannot stand at a zone's apex (Developer Guide, "CNAME record type"). */
function cname(host: string, zoneName: string, { value, ttl }: { value: string; ttl: number }): Desired {
  if (host === zoneName) {
    return invalid(`the apex of a zone cannot be a CNAME to ${value}; name the load balancer of an edge, or addresses`);
  }
  if (value === host) return invalid(`${host} cannot be a CNAME to itself; name another target`);
  return { records: [{ name: host, type: 'CNAME', ttl, values: [value] }] };
}

const invalid = (message: string): Desired => ({ problem: 'InvalidTarget', message });
