import type { Limits } from './limits.ts';
import { readCount } from './listing.ts';
import { isNameFault, parseName, showName, sortKey } from './names.ts';
import { hostedZoneNotPrivate, invalidInput, noSuchDelegationSet, noSuchHostedZone, type Refusal } from './refusal.ts';
import type { XmlTree } from './xml-out.ts';
import { apexKey, type HostedZone, nameServersOf } from './zone.ts';

type Query = Readonly<Record<string, string>>;

const mostZones = 100;
/** Source: Developer Guide, "Quotas": VPCs that one private zone can be associated with. */
const mostVpcs = 300;

/** GetHostedZone. A private zone has VPCs instead of a delegation set; the VPC is invented. */
export function describeZone(zone: HostedZone): XmlTree {
  const servers = { DelegationSet: { NameServers: { NameServer: nameServersOf(zone) } } };
  const vpcs = { VPCs: { VPC: [{ VPCRegion: 'us-east-1', VPCId: 'vpc-00000000000000000' }] } };
  return { HostedZone: zoneTree(zone), ...(zone.isPrivate ? vpcs : servers) };
}

/**
 * GetHostedZoneLimit: how many record sets a zone may hold, or VPCs may be associated with a private one, and how many do.
 * Source: API reference, GetHostedZoneLimit. Assumption: the count is GetHostedZone's, so the zone's own NS and SOA are in it.
 */
export function describeLimit(zone: HostedZone, type: string, { recordsPerZone }: Limits): XmlTree | Refusal {
  if (type === 'MAX_RRSETS_BY_ZONE') {
    return { Limit: { Type: type, Value: recordsPerZone }, Count: zone.current.size };
  }
  if (type !== 'MAX_VPCS_ASSOCIATED_BY_ZONE') return invalidInput(`Invalid limit type ${type}`);
  return zone.isPrivate ? { Limit: { Type: type, Value: mostVpcs }, Count: 1 } : hostedZoneNotPrivate(zone.id);
}

/**
 * ListHostedZones: by id, from `marker` on, up to 100, all or the private ones. Assumption: the order, which AWS does not document.
 * Source: API reference, ListHostedZones: HostedZoneType knows PrivateHostedZone alone. Delegation sets are not modelled: refused.
 */
export function listZones(zones: readonly HostedZone[], query: Query): XmlTree | Refusal {
  const maxItems = readCount(query['maxitems'] ?? String(mostZones), mostZones);
  if (maxItems === undefined) return invalidInput(`Invalid maxitems ${query['maxitems']}`);
  const { marker, hostedzonetype: type, delegationsetid: delegationSet } = query;
  if (type !== undefined && type !== 'PrivateHostedZone') return invalidInput(`Invalid hosted zone type ${type}`);
  if (delegationSet !== undefined) return noSuchDelegationSet(delegationSet);
  const wanted = type === undefined ? zones : zones.filter((zone) => zone.isPrivate);
  const sorted = wanted.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const start = marker === undefined ? 0 : sorted.findIndex((zone) => zone.id === marker);
  if (start < 0) return noSuchHostedZone(marker ?? '');
  const next = sorted[start + maxItems];
  return {
    HostedZones: { HostedZone: sorted.slice(start, start + maxItems).map(zoneTree) },
    Marker: marker ?? '',
    IsTruncated: next !== undefined,
    NextMarker: next?.id,
    MaxItems: maxItems,
  };
}

/**
 * ListHostedZonesByName: by reversed name, then id, from `dnsname` (and `hostedzoneid`) on.
 * Source: API reference, ListHostedZonesByName: an id without a name is InvalidInput.
 */
export function listZonesByName(zones: readonly HostedZone[], query: Query): XmlTree | Refusal {
  const { dnsname, hostedzoneid = '', maxitems } = query;
  const maxItems = readCount(maxitems ?? String(mostZones), mostZones);
  if (maxItems === undefined) return invalidInput(`Invalid maxitems ${maxitems}`);
  if (dnsname === undefined && hostedzoneid !== '') return invalidInput('A hosted zone id needs a DNS name');
  const labels = dnsname === undefined ? [] : parseName(dnsname);
  if (isNameFault(labels)) return invalidInput(`FATAL problem: ${labels.fault}`);
  const first = `${sortKey(labels)}\0${hostedzoneid}`;
  const place = (zone: HostedZone): string => `${apexKey(zone)}\0${zone.id}`;
  const from = zones.filter((zone) => dnsname === undefined || place(zone) >= first);
  const sorted = from.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  const next = sorted[maxItems];
  return {
    HostedZones: { HostedZone: sorted.slice(0, maxItems).map(zoneTree) },
    DNSName: dnsname === undefined ? undefined : showName(labels),
    HostedZoneId: hostedzoneid === '' ? undefined : hostedzoneid,
    IsTruncated: next !== undefined,
    NextDNSName: next?.name,
    NextHostedZoneId: next?.id,
    MaxItems: maxItems,
  };
}

const zoneTree = (zone: HostedZone): XmlTree => ({
  Id: `/hostedzone/${zone.id}`,
  Name: zone.name,
  CallerReference: `firstlight-${zone.id}`,
  Config: { PrivateZone: zone.isPrivate },
  ResourceRecordSetCount: zone.current.size,
});
