import type { CertificateRow } from '#shared/rows/certificate-rows.ts';
import { recordItem } from '#shared/rows/certificates-lane-rows.ts';
import { type RecordWish, recordWishKey, wishRecord } from '#shared/rows/record-wishes.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import { coverOf } from './plan/cover.ts';
import { isTerminal } from './plan/fitness.ts';
import type { Hindrance } from './plan/lane-state.ts';
import { validationZone } from './plan/validation-zone.ts';
import type { LaneWork } from './work.ts';

const ttlSeconds = 300;
/** Wishes, with an item each, beside the check of the lease in one transaction. */
const wishesTogether = 40;

/**
 * Wishes for the records that show ACM that the names of our certificates are ours: until one is issued, and from then on
 * for its renewals. They are never taken back, since ACM gives further certificates of a name the same record.
 */
export async function wishValidations(work: LaneWork): Promise<void> {
  const fresh = new Map<string, RecordWish>();
  const changed: [CertificateRow, string][] = [];
  for (const row of work.rows.certificates.values()) {
    if (!row.ours || isTerminal(row.certificate)) continue;
    const wishes = wishesFor(work, row);
    const wished = JSON.stringify([work.drain.incarnation, wishes.map(({ zone, name, edge }) => [zone, name, edge])]);
    if (wishes.length === 0 || wished === row.wished) continue;
    changed.push([row, wished]);
    for (const wish of wishes) {
      const name = `${wish.zone} ${wish.name}`;
      const known = fresh.get(name);
      if (known === undefined || wish.edge < known.edge) fresh.set(name, wish);
    }
  }
  await write(work, [...fresh.values()]);
  for (const [row, wished] of changed) work.rows.saveCertificate({ ...row, wished });
  await work.rows.flush();
}

function wishesFor(work: LaneWork, { certificate }: CertificateRow): readonly RecordWish[] {
  const { drain, configuration } = work;
  const edge = edgeOf(work, certificate.names);
  return certificate.validations.flatMap(({ domain, record }): readonly RecordWish[] => {
    const place = validationZone(domain, configuration.zones);
    if (record === undefined || edge === undefined || 'hindrance' in place) return [];
    const owner = { lane: drain.lane, key: recordItem(record.name) };
    const { name, value } = record;
    return [{ zone: place.zone.id, name, type: 'CNAME', value, ttlSeconds, retain: true, host: domain, edge, owner }];
  });
}

/** The first edge by name that wants a host of the names, else the first of the lane. */
function edgeOf({ sites, edges }: LaneWork, names: readonly string[]): string | undefined {
  const wanting = new Set(
    sites.flatMap(({ site }) => (coverOf(names, site.host) === undefined ? [] : [site.wish.edge])),
  );
  return (edges.find(({ name }) => wanting.has(name)) ?? edges[0])?.name;
}

async function write({ drain }: LaneWork, wishes: readonly RecordWish[]): Promise<void> {
  for (let at = 0; at < wishes.length; at += wishesTogether) {
    const part = wishes.slice(at, at + wishesTogether);
    const known = await drain.table.getMany(part.map(recordWishKey));
    const writes = part.map((wish, index) => wishRecord(wish, known[index], drain.now()));
    const items = await drain.enqueue(writes.flatMap((one) => one.items));
    await transactFenced(drain, [...writes.flatMap(({ actions }) => actions), ...items]);
  }
}

/** By ARN: why the records of pending certificates do not stand. */
export async function stuckValidations(work: LaneWork): Promise<ReadonlyMap<string, Hindrance>> {
  const pending = [...work.rows.certificates.values()].filter(
    ({ ours, certificate }) => ours && certificate.status === 'PENDING_VALIDATION',
  );
  const stuck = new Map<string, Hindrance>();
  for (const row of pending) {
    const known = await work.drain.table.getMany(wishesFor(work, row).map(recordWishKey));
    const outcome = known.map((wish) => wish?.outcome).find((one) => one?.state === 'hindered');
    if (outcome !== undefined) {
      stuck.set(row.certificate.arn, { reason: outcome.reason ?? 'Waiting', message: outcome.message });
    }
  }
  return stuck;
}
