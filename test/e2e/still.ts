import { setTimeout as sleep } from 'node:timers/promises';
import { storeMessage } from '../../functions/intake/store.ts';
import { lastKey } from '../../shared/domain/keys.ts';
import { kindIds, splitKindId } from '../../shared/domain/kinds.ts';
import { formatEpoch, formatMarker } from '../../shared/domain/marker.ts';
import type { Source } from '../../shared/domain/objects.ts';
import { sourceOf } from '../../shared/events/envelope.ts';
import { type ObjectRanges, objectRangesType } from '../../shared/events/object-ranges.ts';
import { readUnsettled } from '../../shared/overview/unsettled-claims.ts';
import { zoneKey } from '../../shared/rows/zone-rows.ts';
import { readConfiguration } from '../../shared/runtime/configuration-row.ts';
import { voidLeases } from '../../shared/runtime/lease.ts';
import { remove, type Table } from '../../shared/runtime/table.ts';
import { itemKey } from '../../shared/runtime/work-item.ts';
import { ingress } from '../functions/claims/samples.ts';
import { deliver } from './functions.ts';
import { zoneId, zoneName } from './installation.ts';

/** A deployed stack in which nothing runs by itself, so that every call is one of ours. */
export interface Still {
  readonly account: string;
  readonly table: Table;
  /** A cluster with a zone, and an edge with certificates. */
  readonly part: string;
}

let counter = 0;

/** Under an epoch of its own, as of a forwarder that begins: its cluster is told of that. */
function nextMarker(): string {
  counter += 1;
  return formatMarker(formatEpoch(Date.now() + counter, 'need'), counter);
}

/** A message about a name that is new each time; as part of a walk, which intake looks at more closely. */
function message({ part }: Still, prefix: string): ObjectRanges {
  const marker = nextMarker();
  const key = `shop/need-${counter}`;
  const objects = [ingress(key, [`${prefix}need-${counter}.${zoneName(part)}`])];
  const range = { apiGroup: 'networking.k8s.io', kind: 'Ingress', from: key, upTo: key, objects };
  return { cluster: part, marker, ranges: [range], walk: { start: marker } };
}

/** Such a message as the bus brings it. */
export function newEvent(still: Still): object {
  const detail = message(still, '');
  const { account } = still;
  return { id: `need-${counter}`, account, source: sourceOf(still.part), 'detail-type': objectRangesType, detail };
}

async function store(still: Still, ranges: ObjectRanges): Promise<void> {
  const seq = (await readConfiguration(still.table))?.seq ?? 0;
  const envelope = { id: `need-${counter}`, account: still.account, cluster: still.part, ranges };
  await storeMessage(still.table, envelope, { nowMs: Date.now(), seq });
}

/** Stores a message as intake does, so that claims has something to do. @param prefix `www.` for a deeper name */
export async function give(still: Still, prefix = ''): Promise<void> {
  await voidLeases(still.table);
  await store(still, message(still, prefix));
}

export const settle = ({ account, part }: Still) => deliver(account, 'ClaimsEntry', { lane: `claims:${part}` });

/** The cluster has said all that it has, which is nothing: only then anything may be taken away. */
export async function walk(still: Still): Promise<void> {
  const epoch = formatEpoch(Date.now() + counter, 'need');
  const start = formatMarker(epoch, 0);
  const since = new Date().toISOString();
  const sources = kindIds.map(
    (of): Source => ({ kind: 'firstlight.dev/Source', form: 'full', key: `/${of}`, of, state: 'listed', since }),
  );
  const objectsOf = (kind: string) =>
    sources.filter((one) => one.kind === kind).sort((a, b) => (a.key < b.key ? -1 : 1));
  await voidLeases(still.table);
  for (const [index, kind] of kindIds.entries()) {
    const range = { ...splitKindId(kind), from: '', upTo: lastKey, objects: objectsOf(kind) };
    await store(still, {
      cluster: still.part,
      marker: formatMarker(epoch, index + 1),
      ranges: [range],
      walk: { start },
    });
  }
  await settle(still);
}

/** What claims has put off while it lacked a right counts as unsettled, and nothing is taken away meanwhile. */
export async function forgetUnsettled({ table, part }: Still): Promise<void> {
  const left = await readUnsettled(table, part);
  if (left.length > 0) await table.transact(left.map((item) => remove(itemKey(item))));
}

/** Only in a zone that was read sites are made: until it is, which a busy machine or a slow far side may put off. */
export async function readZone({ account, part, table }: Still): Promise<void> {
  for (let tries = 0; tries < 10 && (await table.get(zoneKey(zoneId(part)))) === undefined; tries += 1) {
    if (tries > 0) await sleep(1_000);
    await voidLeases(table);
    await deliver(account, 'DnsEntry', { lane: `dns:${zoneId(part)}` });
  }
}
