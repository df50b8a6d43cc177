import type { Condition } from '#shared/domain/condition.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { PlannedChange } from '#shared/domain/planned-change.ts';
import type { Policy } from '#shared/domain/policy.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import { kindKey, type ObjectRow, objectKey } from '#shared/rows/object-rows.ts';
import {
  type ClaimRow,
  claimKey,
  laneRowKey,
  memberKey,
  type Release,
  type SiteRow,
  siteKey,
} from '#shared/rows/site-rows.ts';
import { claimsLane, dnsLane, edgeMembers, type OwnedRow } from '#shared/rows/zone-rows.ts';
import { put, type Table } from '#shared/runtime/table.ts';
import { configurationInForce } from './configuration-document.ts';

/** Rows of a small installation, for tests of what reads and words over them: one zone, one cluster, one edge. */
export const zoneId = 'Z0EXAMPLE01';
const alias = {
  dnsName: 'lb-1.eu-central-1.elb.amazonaws.com',
  hostedZoneId: 'Z215JYRZR1TBD5',
  evaluateTargetHealth: true,
};

export const smallConfiguration = (mode: Policy = 'sync'): Configuration =>
  configurationInForce({
    hub: { account: '123456789012', region: 'eu-central-1' },
    mode,
    zones: [{ name: 'example.com', id: zoneId, view: 'public' }],
    clusters: [{ name: 'demo' }],
    edges: [
      {
        name: 'public',
        cluster: 'demo',
        view: 'public',
        classes: ['public'],
        domains: ['example.com'],
        loadBalancer: { use: { dnsName: alias.dnsName, hostedZoneId: alias.hostedZoneId } },
      },
    ],
  });

export const ingressRef = (key = 'shop/app'): ObjectRef => ({
  cluster: 'demo',
  apiGroup: 'networking.k8s.io',
  kind: 'Ingress',
  key,
});

export const siteRow = (over: Partial<SiteRow> = {}): SiteRow => ({
  host: 'app.example.com',
  view: 'public',
  setIdentifier: '',
  version: 1,
  generation: 2,
  cluster: 'demo',
  holder: ingressRef(),
  wish: {
    edge: 'public',
    zone: zoneId,
    target: { kind: 'alias', alias, dualStack: false },
    ttlSeconds: 300,
    ownerId: 'demo',
    resource: 'ingress/shop/app',
  },
  state: 'live',
  lanes: [dnsLane(zoneId)],
  createdMs: 0,
  ...over,
});

/** A release with an id of its own, due at 1 s. */
export const releaseOf = (id: string, over: Partial<Release> = {}): Release => ({
  id,
  dueMs: 1_000,
  sinceMs: 0,
  reason: 'Releasing',
  message: 'no claim of its holder asks for it any more',
  ...over,
});

export const ownedRow: OwnedRow = {
  zone: zoneId,
  record: { name: 'app.example.com', type: 'A', alias },
  ownership: {
    name: 'a-app.example.com',
    type: 'TXT',
    ttl: 300,
    values: ['"heritage=external-dns,external-dns/owner=demo,external-dns/resource=ingress/shop/app"'],
  },
  ownerId: 'demo',
  resource: 'ingress/shop/app',
};

export const conditionOf = (over: Partial<Condition> = {}): Condition => ({
  type: 'DnsReady',
  status: 'True',
  reason: 'InSync',
  message: 'everywhere',
  since: '2026-01-01T00:00:00.000Z',
  ...over,
});

interface LaneWords {
  readonly condition: Condition;
  readonly generation?: number;
  readonly planned?: readonly PlannedChange[];
}

/** Writes a site as claims does, and where given what dns says of it. */
export const putSite = (table: Table, row: SiteRow, lane?: LaneWords): Promise<void> =>
  table.transact([
    put(siteKey(row), row),
    ...[dnsLane(zoneId), edgeMembers('public'), claimsLane('demo')].map((list) =>
      put(memberKey(list, row), { site: row }),
    ),
    ...(lane === undefined
      ? []
      : [
          put(laneRowKey(row, dnsLane(zoneId)), {
            site: row,
            lane: dnsLane(zoneId),
            generation: lane.generation ?? row.generation,
            conditions: [lane.condition],
            applied: true,
            ...(lane.planned === undefined ? {} : { planned: lane.planned }),
          }),
        ]),
  ]);

export const objectRow = (key: string, over: Partial<ObjectRow> = {}): ObjectRow => ({
  ref: ingressRef(key),
  marker: '',
  gone: false,
  claims: [],
  hosts: [],
  skipped: [],
  ...over,
});

export const putObject = (table: Table, row: ObjectRow): Promise<void> => {
  const { apiGroup, kind } = row.ref;
  return table.transact([put(kindKey(row.ref), { apiGroup, kind }), put(objectKey(row.ref), row)]);
};

export const putClaim = (table: Table, claim: ClaimRow): Promise<void> =>
  table.transact([put(claimKey(claim.site, claim.source), claim)]);
