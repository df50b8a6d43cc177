import { type Labels, sortKey } from '../route53/names.ts';
import type { ResourceRecordSet } from '../route53/record-set.ts';
import type { AnsweredZone } from '../route53/zone.ts';

/** What a zone says of a name. */
export type Found =
  /** The record sets of the name, or of the wildcard that stands for it; none when there are only names beneath it. */
  | { readonly kind: 'node'; readonly sets: readonly ResourceRecordSet[] }
  /** The name lies beneath (or at) a delegation. */
  | { readonly kind: 'delegation'; readonly at: Labels; readonly servers: ResourceRecordSet }
  | { readonly kind: 'absent' };

/**
 * Looks a name up: delegations from the apex down, then the name itself, then the wildcard beneath the closest encloser. A name
 * that exists, even only because something stands beneath it, blocks the wildcard.
 * Source: RFC 1034 §4.3.2, RFC 4592 §2.2 and §3.3.1.
 */
export function lookUp(zone: AnsweredZone, name: Labels): Found {
  const delegation = delegationAbove(zone, name);
  if (delegation !== undefined) return delegation;
  const { contents } = zone;
  for (let depth = name.length; depth >= zone.labels.length; depth -= 1) {
    const encloser = name.slice(name.length - depth);
    const key = sortKey(encloser);
    const sets = contents.at(key);
    if (sets.length === 0 && !contents.hasBelow(key) && depth > zone.labels.length) continue;
    if (depth === name.length) return { kind: 'node', sets };
    const wild = contents.at(sortKey(['*', ...encloser]));
    return wild.length === 0 ? { kind: 'absent' } : { kind: 'node', sets: wild };
  }
  return { kind: 'absent' };
}

function delegationAbove(zone: AnsweredZone, name: Labels): Found | undefined {
  for (let depth = zone.labels.length + 1; depth <= name.length; depth += 1) {
    const at = name.slice(name.length - depth);
    const servers = zone.contents.at(sortKey(at)).find((set) => set.Type === 'NS');
    if (servers !== undefined) return { kind: 'delegation', at, servers };
  }
  return undefined;
}
