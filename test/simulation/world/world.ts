import { type Desk, openDesk } from '#shared/commands/desk.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { indexName, parseStatusIndex } from '#shared/events/status.ts';
import { writeConfiguration } from '#shared/runtime/configuration-row.ts';
import type { Snapshot } from '../../support/restorable-table.ts';
import { createEngine, type Engine, type EngineOptions } from '../engine/engine.ts';
import { createProcesses, Killed, type Processes } from '../engine/process.ts';
import type { Watched } from '../installation.ts';
import { type Bucket, createBucket } from './bucket.ts';
import { faultyBus } from './bus.ts';
import { type Cluster, createCluster } from './cluster.ts';
import { createFunctions, type Functions } from './functions.ts';
import { createOutside, type Outside } from './outside.ts';
import { createStore, type Store } from './store.ts';
import { createTls, type Tls } from './tls.ts';
import { createWishers, type Wishers } from './wishers.ts';
import { createZones, type Zones } from './zones.ts';

export interface WorldOptions extends EngineOptions {
  readonly configuration: Configuration;
  /** That exist, whether they are configured or not. */
  readonly zones: Configuration['zones'];
  /** Absent: nobody watches from outside. */
  readonly watched?: Watched | undefined;
}

/** The whole system in one process and in virtual time: production code on simulated far sides. */
export interface World {
  readonly engine: Engine;
  readonly processes: Processes;
  readonly store: Store;
  readonly zones: Zones;
  readonly bucket: Bucket;
  readonly tls: Tls;
  readonly outside: Outside;
  readonly functions: Functions;
  readonly wishers: Wishers;
  readonly clusters: ReadonlyMap<string, Cluster>;
  /** What the last deployment wrote. */
  readonly configuration: Configuration;
  /** Names of objects that are too much for the memory of whoever reads them. */
  readonly poison: Set<string>;
  /** Resolves when the first deployment is over; time has to go on for that. */
  readonly begun: Promise<void>;
  /** What people type. */
  readonly desk: Desk;
  /** Puts a configuration in force; some deployments fail after that, are rolled back and done again. */
  deploy(configuration: Configuration): Promise<void>;
  /** The table as it was then, or an empty one; whoever runs the deployment deploys again afterwards. */
  restore(agoMs: number | undefined): Promise<void>;
  close(): Promise<void>;
}

const snapshotEveryMs = 300_000;

export function createWorld(options: WorldOptions): World {
  const engine = createEngine(options);
  const processes = createProcesses(engine);
  const store = createStore(engine);
  const zones = createZones(engine, options.zones);
  const bucket = createBucket(engine);
  const tls = createTls(engine, zones, options.zones);
  const { watched } = options;
  const outside = createOutside(engine, { zones, tls, all: options.zones, hub: options.configuration.hub, watched });
  const chance = engine.chance('world');
  const poison = new Set<string>();
  const snapshots: { readonly atMs: number; readonly rows: Snapshot }[] = [];
  let { configuration } = options;
  const functions: Functions = createFunctions({
    ...{ engine, processes, store, zones, bucket, tls, outside },
    hub: configuration.hub,
    poison: () => poison,
  });
  const bus = faultyBus(engine, functions.platform.bus);
  const clusters = new Map(
    configuration.clusters.map(({ name }) => {
      const echo = () => parseStatusIndex(bucket.contents().get(indexName(name)) ?? '', name)?.epoch;
      return [name, createCluster({ engine, name, bus, echo })] as const;
    }),
  );
  const putInForce = async (): Promise<void> => {
    for (;;) {
      try {
        const { lanes } = await processes.run('deploy', (process) =>
          writeConfiguration(store.tableOf(process), configuration),
        );
        for (const lane of lanes) await functions.doorbell.ring(lane);
        engine.trace.note('deploy', 'configuration is in force');
        return;
      } catch (error) {
        // CloudFormation tries a custom resource again, or the person who deploys does.
        if (!(error instanceof Killed || isPassing(error))) throw error;
        await engine.sleep(5_000);
      }
    }
  };
  let deploying = Promise.resolve();
  const deployNow = async (next: Configuration): Promise<void> => {
    engine.trace.note('deploy', 'begins');
    const steps = chance.is(0.2) ? [next, configuration, next] : [next];
    for (const step of steps) {
      configuration = step;
      await engine.sleep(chance.between(1_000, 60_000));
      await putInForce();
    }
  };
  const keepSnapshots = (): void => {
    if (!store.isAway) snapshots.push({ atMs: engine.scheduler.monotonic(), rows: store.snapshot() });
    engine.scheduler.after(snapshotEveryMs, keepSnapshots);
  };
  keepSnapshots();
  functions.platform.start();
  return {
    ...{ engine, processes, store, zones, bucket, tls, outside, functions, clusters, poison },
    wishers: createWishers(engine, store, functions),
    begun: putInForce(),
    desk: openDesk({ table: store.truth, doorbell: functions.doorbell, now: () => engine.scheduler.now() }),
    get configuration() {
      return configuration;
    },
    deploy(next) {
      // A stack takes one update at a time (AWS CloudFormation User Guide, "Understand update behaviors of stack resources").
      deploying = deploying.then(() => deployNow(next));
      return deploying;
    },
    async restore(agoMs) {
      const thenMs = engine.scheduler.monotonic() - (agoMs ?? 0);
      const found = snapshots.findLast(({ atMs }) => atMs <= thenMs);
      await store.restore(agoMs === undefined ? undefined : found?.rows);
      await putInForce();
    },
    close: async () => store.close(),
  };
}

const passing = new Set(['RetryableError', 'ThrottledError', 'ConditionFailedError']);
const isPassing = (error: unknown): boolean => error instanceof Error && passing.has(error.name);
