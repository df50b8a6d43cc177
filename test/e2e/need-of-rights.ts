import { setTimeout as sleep } from 'node:timers/promises';
import { storeMessage } from '../../functions/intake/store.ts';
import { formatEpoch, formatMarker } from '../../shared/domain/marker.ts';
import { sourceOf } from '../../shared/events/envelope.ts';
import { objectRangesType } from '../../shared/events/object-ranges.ts';
import { zoneKey } from '../../shared/rows/zone-rows.ts';
import { configurationKey, readConfiguration } from '../../shared/runtime/configuration-row.ts';
import { voidLeases } from '../../shared/runtime/lease.ts';
import { put, type RowKey, remove, type Table } from '../../shared/runtime/table.ts';
import { ingress } from '../functions/claims/samples.ts';
import { type Called, callFunction, deliver } from './functions.ts';
import { zoneId, zoneName } from './installation.ts';
import { type Right, Rights } from './rights.ts';

/** A deployed stack in which nothing runs by itself, so that every call is one of ours. */
export interface Still {
  readonly account: string;
  readonly table: Table;
  /** A cluster with a zone. */
  readonly part: string;
}

let counter = 0;

/** A message about a name that is new each time; as part of a walk, which intake looks at more closely. */
function message({ part }: Still) {
  counter += 1;
  const key = `shop/need-${counter}`;
  const objects = [ingress(key, [`need-${counter}.${zoneName(part)}`])];
  const range = { apiGroup: 'networking.k8s.io', kind: 'Ingress', from: key, upTo: key, objects };
  // Under an epoch of its own, as of a forwarder that begins: its cluster is told of that.
  const marker = formatMarker(formatEpoch(Date.now() + counter, 'need'), counter);
  return { cluster: part, marker, ranges: [range], walk: { start: marker } };
}

function event(still: Still): object {
  const detail = message(still);
  return {
    id: `need-${counter}`,
    account: still.account,
    source: sourceOf(still.part),
    'detail-type': objectRangesType,
    detail,
  };
}

/** Stores a message as intake does, so that claims has something to do. */
async function give(still: Still): Promise<void> {
  const seq = (await readConfiguration(still.table))?.seq ?? 0;
  const envelope = { id: `need-${counter}`, account: still.account, cluster: still.part, ranges: message(still) };
  await voidLeases(still.table);
  await storeMessage(still.table, envelope, { nowMs: Date.now(), seq });
}

const firstLife: RowKey<{ readonly incarnation: string }> = { pk: configurationKey.pk, sk: 'first-life' };

/** In a table that began in another life it is asked what the clusters have said since. */
async function asIfRestored({ table }: Still, call: () => Promise<Called>): Promise<Called> {
  await table.transact([put(firstLife, { incarnation: 'another' })]);
  const called = await call();
  await table.transact([put(firstLife, { incarnation: await table.incarnation() })]);
  return called;
}

/** The status of a cluster is looked at when what happened within two seconds has settled. */
const untilToldMs = 3_000;

/** What makes a function use all its rights, by the beginning of its name. */
const uses: Readonly<Record<string, (still: Still, right: Right) => Promise<Called>>> = {
  IntakeEntry: (still, right) =>
    deliver(still.account, 'IntakeEntry', right.resource.includes('DeadLetters') ? { no: 'event' } : event(still)),
  async ClaimsEntry(still, right) {
    await give(still);
    return deliver(
      still.account,
      'ClaimsEntry',
      right.resource.includes('DeadLetters') ? {} : { lane: `claims:${still.part}` },
    );
  },
  async DnsEntry(still, right) {
    await give(still);
    await deliver(still.account, 'ClaimsEntry', { lane: `claims:${still.part}` });
    // A zone that was never read is read whole, and its clusters are woken then.
    const isForgotten = right.action.endsWith(':ListResourceRecordSets') || right.resource.includes('ClaimsQueue');
    if (isForgotten) await still.table.transact([remove(zoneKey(zoneId(still.part)))]);
    const body = right.resource.includes('DeadLetters') ? {} : { lane: `dns:${zoneId(still.part)}` };
    const ring = () => deliver(still.account, 'DnsEntry', body);
    return right.action.endsWith(':BatchGetItem') ? asIfRestored(still, ring) : ring();
  },
  async StatusEntry(still, right) {
    await give(still);
    await deliver(still.account, 'ClaimsEntry', { lane: `claims:${still.part}` });
    await sleep(untilToldMs);
    const body = right.resource.includes('DeadLetters') ? {} : { lane: `status:${still.part}` };
    return deliver(still.account, 'StatusEntry', body);
  },
  SweepEntry: async (still) => {
    await give(still);
    await deliver(still.account, 'ClaimsEntry', { lane: `claims:${still.part}` });
    await give(still);
    return callFunction(still.account, 'SweepEntry', {});
  },
  ConfigurationEntry: async (still) => {
    const Document = JSON.stringify((await readConfiguration(still.table))?.document);
    return callFunction(still.account, 'ConfigurationEntry', {
      RequestType: 'Update',
      ResourceProperties: { Document },
    });
  },
};

export const functionsWithRights = Object.keys(uses);

/** What the emulator does not judge; test/infra judges the template instead. */
const unjudged = [
  /^logs:/,
  /^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$/,
  /^route53:Get/,
  // What is not there is told to everybody.
  /^s3:ListBucket$/,
  /^events:PutEvents$/,
];

/** Rung only where edges have certificates; secure.test.ts shows that the right is enough there. */
const certificatesQueue = /CertificatesQueue/;

/** The rights of a function that it does without: each was taken away while the function was used. */
export async function needlessRights(still: Still, name: string): Promise<readonly string[]> {
  const rights = await Rights.of(still.account, name);
  const use = uses[name];
  if (use === undefined) throw new Error(`nothing uses ${name}`);
  const needless: string[] = [];
  const judged = rights.all.filter(
    ({ action, resource }) => !unjudged.some((one) => one.test(action)) && !certificatesQueue.test(resource),
  );
  for (const right of judged) {
    // Whatever the right before has left undone is done now.
    await use(still, { action: '', resource: '' });
    const { log } = await rights.without(right, () => use(still, right));
    if (!wasRefused(log)) needless.push(`${right.action} ${right.resource}`);
  }
  return needless;
}

/** What lacks nothing: the same use with all rights. */
export async function isEnough(still: Still, name: string): Promise<boolean> {
  const { log } = await (uses[name]?.(still, { action: '', resource: '' }) ?? Promise.reject(new Error(name)));
  return !wasRefused(log);
}

/** A drain that is refused something says so by what it came to; a lost ring it only counts. */
const wasRefused = (log: string): boolean =>
  /AccessDenied|refuses us|"hourly":[1-9]|"result":"interrupted"|"lostRings":[1-9]/.test(log);
