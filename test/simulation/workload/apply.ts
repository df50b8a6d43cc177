import { CommandError } from '#shared/errors/command-error.ts';
import { clusterKey } from '#shared/rows/object-rows.ts';
import type { Engine } from '../engine/engine.ts';
import { configurationOf } from '../installation.ts';
import type { Cluster } from '../world/cluster.ts';
import type { World } from '../world/world.ts';
import { changeOutside } from './change-outside.ts';
import { editCname, editRecords } from './edit-records.ts';
import { idOf, manifestOf } from './manifests.ts';
import { operationText } from './operation-text.ts';
import type { Operation } from './operations.ts';

/** Does one operation; resolves when what it set in motion by itself is over. */
export async function applyOperation(world: World, operation: Operation): Promise<void> {
  const { engine } = world;
  engine.trace.note('story', operationText(operation));
  switch (operation.what) {
    case 'apply':
      return clusterOf(world, operation.cluster)?.write(idOf(operation.object), manifestOf(operation.object));
    case 'delete':
      return clusterOf(world, operation.cluster)?.remove(operation.id);
    case 'move': {
      clusterOf(world, operation.from)?.remove(operation.id);
      await engine.sleep(operation.afterMs);
      return clusterOf(world, operation.to)?.write(idOf(operation.object), manifestOf(operation.object));
    }
    case 'wipe': {
      const cluster = clusterOf(world, operation.cluster);
      for (const path of cluster?.files.keys() ?? []) {
        const isClass = path.startsWith('classes');
        if (!isClass && (operation.namespace === undefined || path.startsWith(`${operation.namespace}/`)))
          cluster?.remove(path);
      }
      return;
    }
    case 'break':
      return breakFile(world, operation.cluster, operation.forMs);
    case 'crashForwarder': {
      const cluster = clusterOf(world, operation.cluster);
      cluster?.crash();
      await engine.sleep(operation.forMs);
      return operation.otherNode ? beginElsewhere(world, operation.cluster) : cluster?.begin();
    }
    case 'flap':
      return flap(clusterOf(world, operation.cluster), operation, engine);
    case 'loseCluster':
      return clusterOf(world, operation.cluster)?.lose();
    case 'restartForwarder': {
      const cluster = clusterOf(world, operation.cluster);
      await cluster?.stop();
      return cluster?.begin();
    }
    case 'jumpClock':
      return clusterOf(world, operation.cluster)?.jumpClock(operation.ms);
    case 'deploy':
      return world.deploy(configurationOf(operation.setting, operation.generation));
    case 'poison': {
      world.poison.add(operation.key);
      await engine.sleep(operation.forMs);
      return void world.poison.delete(operation.key);
    }
    case 'editRecord':
    case 'foreign':
      return editRecords(world, operation);
    case 'wishRecord':
      return world.wishers.wish(operation.wish);
    case 'forgetRecord':
      return world.wishers.forget(operation.wish);
    case 'foreignCname':
      return editCname(world, operation);
    case 'stopApp':
    case 'editMonitor':
    case 'foreignMonitor':
    case 'loseProvider':
    case 'expireKey':
    case 'archiveChannel':
      return changeOutside(world, operation);
    case 'restoreTable':
      return world.store.isAway ? undefined : world.restore(operation.agoMs);
    default:
      return command(world, operation);
  }
}

const clusterOf = (world: World, name: string): Cluster | undefined => world.clusters.get(name);

async function flap(
  cluster: Cluster | undefined,
  { id, times, pauseMs }: Extract<Operation, { what: 'flap' }>,
  engine: Engine,
): Promise<void> {
  const text = cluster?.files.get(id);
  // A half of a file would be written back for good.
  if (!text?.endsWith('}')) return;
  for (let time = 0; time < times; time += 1) {
    cluster?.remove(id);
    await engine.sleep(pauseMs);
    cluster?.write(id, text);
    await engine.sleep(pauseMs);
  }
}

/** A node that knows nothing finds the last epoch in the cluster's row (contracts, "Wire"). */
async function beginElsewhere({ store, clusters }: World, name: string): Promise<void> {
  const row = await store.truth.get(clusterKey(name));
  clusters.get(name)?.begin(row?.epoch);
}

/** An editor saves in two parts, with a pause between them. */
async function breakFile(world: World, name: string, forMs: number): Promise<void> {
  const cluster = clusterOf(world, name);
  const [path, text] = [...(cluster?.files ?? [])].find(([file]) => !file.startsWith('classes')) ?? [];
  if (cluster === undefined || path === undefined || text === undefined || !text.endsWith('}')) return;
  // However it is cut it does not look whole.
  const half = `${text.slice(0, text.length / 2)} `;
  cluster.write(path, half);
  await world.engine.sleep(forMs);
  // Somebody may have mended or removed it meanwhile.
  if (cluster.files.get(path) === half) cluster.write(path, text);
}

type Command = Extract<Operation, { readonly what: 'hold' | 'resume' | 'approve' | 'releaseHost' }>;

/** What a person types; a command that is refused has told the person why. */
async function command({ desk, engine, store }: World, operation: Command): Promise<void> {
  if (store.isAway) return;
  const by = 'oncall';
  try {
    if (operation.what === 'hold') {
      const untilMs = operation.forMs === undefined ? {} : { untilMs: engine.scheduler.now() + operation.forMs };
      await desk.hold(by, { scope: operation.scope, ...untilMs });
    } else if (operation.what === 'resume') await desk.resume(by, { scope: operation.scope });
    else if (operation.what === 'approve') await desk.approve(by, { scope: operation.scope });
    else if (operation.what === 'releaseHost') await desk.release(by, { host: operation.host });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    engine.trace.note('story', `refused: ${error.message}`);
  }
}
