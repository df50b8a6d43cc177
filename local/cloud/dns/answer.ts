import { isNameFault, type Labels, liesWithin, parseName, sortKey } from '../route53/names.ts';
import { type ResourceRecordSet, valuesOf } from '../route53/record-set.ts';
import type { AnsweredZone } from '../route53/zone.ts';
import type { ResolveAlias } from './load-balancers.ts';
import { lookUp } from './lookup.ts';
import type { AnswerValue } from './rdata.ts';
import { answerable } from './rdata.ts';
import { chooseSets } from './routing.ts';
import { type ViewOfZones, zoneFor } from './view.ts';

export type ResponseCode = 'NOERROR' | 'FORMERR' | 'SERVFAIL' | 'NXDOMAIN' | 'NOTIMP' | 'REFUSED';

/** What is said to one question. */
export interface DnsAnswer {
  readonly code: ResponseCode;
  readonly isAuthoritative: boolean;
  readonly answers: readonly AnswerValue[];
  readonly authorities: readonly AnswerValue[];
}

export interface AnswerSource extends ViewOfZones {
  readonly resolveAlias: ResolveAlias;
}

const longestChain = 8;
/** Source: Developer Guide, "Choosing between alias and non-alias records": the TTL of a load balancer's records is 60 s. */
const loadBalancerTtlSeconds = 60;

export const emptyAnswer = (code: ResponseCode): DnsAnswer => ({
  code,
  isAuthoritative: false,
  answers: [],
  authorities: [],
});

/**
 * Answers one question of class IN. Following a CNAME stays in the zone in the public view, as an authoritative server does, and goes
 * on in every zone of the private view, as a VPC's resolver does.
 */
export function answerQuestion(source: AnswerSource, name: string, type: string): DnsAnswer {
  // On the wire nothing is escaped, so this is no case for parseName.
  const labels = name === '.' ? [] : name.toLowerCase().split('.');
  const zone = zoneFor(source, labels);
  if (zone === undefined) return emptyAnswer('REFUSED');
  if (type !== 'ANY' && !answerable.has(type)) return emptyAnswer('NOTIMP');
  return follow(source, { zone, name, labels, type, soFar: [] });
}

interface Step {
  readonly zone: AnsweredZone;
  readonly name: string;
  readonly labels: Labels;
  readonly type: string;
  /** CNAMEs that led here. */
  readonly soFar: readonly AnswerValue[];
}

function follow(source: AnswerSource, step: Step): DnsAnswer {
  const found = lookUp(step.zone, step.labels);
  if (found.kind === 'delegation') {
    const name = found.at.join('.');
    const authorities = valuesOf(found.servers).map((value) => ({
      name,
      type: 'NS',
      ttl: ttlOf(found.servers),
      value,
    }));
    return { code: 'NOERROR', isAuthoritative: false, answers: step.soFar, authorities };
  }
  if (found.kind === 'absent') return negative(step, 'NXDOMAIN');
  const cname = found.sets.filter((set) => set.Type === 'CNAME');
  if (cname.length > 0 && step.type !== 'CNAME') return followCname(source, step, chooseSets(cname));
  // RFC 8482: an ANY question may be answered with one of the types there are.
  const wanted = step.type === 'ANY' ? found.sets.find((set) => answerable.has(set.Type))?.Type : step.type;
  const chosen = chooseSets(found.sets.filter((each) => each.Type === wanted));
  const answers = chosen.flatMap((set) => valuesAt(source, { ...step, depth: 0 }, set));
  if (answers.length === 0) return negative(step, 'NOERROR');
  return { code: 'NOERROR', isAuthoritative: true, answers: [...step.soFar, ...answers], authorities: [] };
}

function followCname(source: AnswerSource, step: Step, chosen: readonly ResourceRecordSet[]): DnsAnswer {
  const [answer] = chosen.flatMap((set) => valuesAt(source, { ...step, depth: 0 }, set));
  if (answer === undefined) return negative(step, 'NOERROR');
  const soFar = [...step.soFar, answer];
  const end: DnsAnswer = { code: 'NOERROR', isAuthoritative: true, answers: soFar, authorities: [] };
  const labels = parseName(answer.value);
  if (isNameFault(labels) || soFar.length >= longestChain) return end;
  const next = source.view === 'private' ? zoneFor(source, labels) : step.zone;
  if (next === undefined || !liesWithin(labels, next.labels)) return end;
  return follow(source, { ...step, zone: next, name: labels.join('.'), labels, soFar });
}

/** The values of a record set under the asked name; an alias gives its target's, as if they were its own. */
function valuesAt(
  source: AnswerSource,
  place: Step & { readonly depth: number },
  set: ResourceRecordSet,
): readonly AnswerValue[] {
  const { name, zone, depth } = place;
  const alias = set.AliasTarget;
  if (alias === undefined) return valuesOf(set).map((value) => ({ name, type: set.Type, ttl: ttlOf(set), value }));
  if (alias.HostedZoneId !== zone.id) {
    const addresses = source.resolveAlias(alias.DNSName);
    const values = (set.Type === 'AAAA' ? addresses?.aaaa : addresses?.a) ?? [];
    return values.map((value) => ({ name, type: set.Type, ttl: loadBalancerTtlSeconds, value }));
  }
  const labels = parseName(alias.DNSName);
  if (isNameFault(labels) || depth >= longestChain) return [];
  const targets = chooseSets(zone.contents.at(sortKey(labels)).filter((each) => each.Type === set.Type));
  return targets.flatMap((target) => valuesAt(source, { ...place, depth: depth + 1 }, target));
}

/** NODATA or NXDOMAIN, with the zone's SOA under the negative TTL of RFC 2308 §5. */
function negative({ zone, soFar }: Step, code: 'NOERROR' | 'NXDOMAIN'): DnsAnswer {
  const soa = zone.contents.at(sortKey(zone.labels)).find((set) => set.Type === 'SOA');
  const [value] = soa === undefined ? [] : valuesOf(soa);
  if (soa === undefined || value === undefined) return emptyAnswer('SERVFAIL');
  const ttl = Math.min(ttlOf(soa), Number(value.split(/\s+/)[6] ?? 0));
  const authorities = [{ name: zone.labels.join('.'), type: 'SOA', ttl, value }];
  return { code, isAuthoritative: true, answers: soFar, authorities };
}

const ttlOf = (set: ResourceRecordSet): number => set.TTL ?? 0;
