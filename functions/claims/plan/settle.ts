import { splitKey } from '#shared/domain/keys.ts';
import { sameRef } from '#shared/domain/site.ts';
import type { ObjectRow, SettledClaim } from '#shared/rows/object-rows.ts';
import type { ObjectChange } from '../hosts/claim-set.ts';
import type { HostDecision } from '../hosts/holders.ts';
import type { Wishes } from '../wishes/types.ts';
import { fittedRow } from './fitted-row.ts';

/** An object's row and what the object asks for. */
export interface Settling {
  readonly row: ObjectRow;
  readonly wishes: Wishes;
}

/** All hosts to look at for an object: those it names and those that it may have claim rows on. */
export const hostsOf = ({ row, wishes }: Settling): readonly string[] => [
  ...new Set([...row.hosts, ...wishes.wishes.map(({ site }) => site.host)]),
];

/** What an object changes at one of its hosts. */
export function changeAt({ row, wishes }: Settling, host: string): ObjectChange {
  const creationTimestamp = creationOf(row);
  return {
    source: row.ref,
    namespace: splitKey(row.ref.key).namespace,
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    wishes: wishes.wishes.filter(({ site }) => site.host === host),
    keepOthers: wishes.keepOthers || (wishes.kept?.includes(host) ?? false),
  };
}

/** The objects of each host. */
export function byHost(all: readonly Settling[]): ReadonlyMap<string, readonly Settling[]> {
  const hosts = new Map<string, Settling[]>();
  for (const one of all) {
    for (const host of hostsOf(one)) {
      const list = hosts.get(host);
      if (list === undefined) hosts.set(host, [one]);
      else list.push(one);
    }
  }
  return hosts;
}

/** The object's row once all its hosts are decided. */
export function settledRow({ row, wishes }: Settling, decisions: ReadonlyMap<string, HostDecision>): ObjectRow {
  const claims: SettledClaim[] = [];
  const hosts: string[] = [];
  for (const [host, decision] of decisions) {
    const mine = decision.claims.filter(({ source }) => sameRef(source, row.ref));
    const queued = decision.queued.filter(({ source }) => sameRef(source, row.ref));
    if (mine.length + queued.length > 0) hosts.push(host);
    for (const { site, verdict, reason, message } of mine) {
      claims.push({
        ...site,
        verdict,
        ...(reason === undefined ? {} : { reason }),
        ...(message === undefined ? {} : { message }),
      });
    }
    for (const { site } of queued) claims.push({ ...site, ...noRoom });
  }
  const sorted = [...claims, ...wishes.refused].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  return fittedRow({ ...row, settledMarker: row.marker, claims: sorted, skipped: wishes.skipped, hosts: hosts.sort() });
}

const noRoom = {
  verdict: 'refused',
  reason: 'TooManyClaims',
  message: 'as many objects as possible (60) claim this host; join some of their rules in one Ingress',
} as const;

const orderOf = (claim: SettledClaim): string => `${claim.host} ${claim.view} ${claim.setIdentifier}`;

function creationOf({ object }: ObjectRow): string | undefined {
  return object !== undefined && 'creationTimestamp' in object ? object.creationTimestamp : undefined;
}
