import type { CheckUp } from '../../../shared/checkup/check-up.ts';
import type { Finding } from '../../../shared/checkup/finding.ts';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import { zoneKey } from '../../../shared/rows/zone-rows.ts';
import { laneStateKey, newLane } from '../../../shared/runtime/lanes.ts';
import type { QueueLook, Queues } from '../../../shared/runtime/queues.ts';
import { put, type Table } from '../../../shared/runtime/table.ts';
import { ingress, testConfiguration } from '../../functions/claims/samples.ts';
import { testWorld } from '../../functions/claims/world.ts';
import { recordingDoorbell } from '../../support/recording-doorbell.ts';

export const ids = { public: 'Z1EXAMPLE00', private: 'Z2EXAMPLE00' };
export const configuration = (): Configuration => {
  const written = testConfiguration();
  return { ...written, zones: written.zones.map((zone) => ({ ...zone, id: ids[zone.view] })) };
};

/** Queues of which only a look is taken. */
export const looked = (looks: Readonly<Record<string, Partial<QueueLook>>>): Queues => {
  const none = async () => {
    throw new Error('a check-up only looks');
  };
  return {
    look: async (url) => ({ visible: 0, inFlight: 0, delayed: 0, ...looks[url] }),
    receive: none,
    show: none,
    send: none,
    remove: none,
  };
};

/** A deployment that is well: every lane has walked, every zone was read, the cluster has said all it has. */
export async function installation() {
  const world = await testWorld(configuration());
  const { table, clock } = world;
  await world.walk([ingress('shop/web', [])]);
  await world.settle();
  const incarnation = await table.incarnation();
  await walked(table, 'status:demo');
  for (const id of Object.values(ids)) {
    await table.transact([put(zoneKey(id), { zone: id, incarnation, readAtMs: clock.now() })]);
    await walked(table, `dns:${id}`);
  }
  const check: CheckUp = {
    table,
    doorbell: recordingDoorbell(),
    queues: looked({}),
    queueUrls: { dns: 'q/dns', claims: 'q/claims' },
    deadLetterUrls: { dns: 'q/dns-dead' },
    bus: { name: 'hub', describe: async () => undefined },
    connect: (zone) => ({
      describe: async () => ({ name: zone.name, isPrivate: zone.view === 'private' }),
      recordLimit: async () => ({ count: 10, most: 10_000 }),
    }),
    now: () => clock.now(),
    version: '1.2.3',
    deployedVersion: '1.2.3',
  };
  return { ...world, check };
}

async function walked(table: Table, lane: string): Promise<void> {
  const incarnation = await table.incarnation();
  await table.transact([put(laneStateKey(lane), { ...newLane(lane), seq: 1, incarnation })]);
}

export const wrong = (found: readonly Finding[]): readonly Finding[] => found.filter(({ level }) => level !== 'OK');
