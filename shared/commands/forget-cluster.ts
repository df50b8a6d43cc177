import type { Configuration } from '#shared/domain/configuration.ts';
import { momentText } from '#shared/domain/moment-text.ts';
import { CommandError } from '#shared/errors/command-error.ts';
import { clusterMembers, forgetKey } from '#shared/rows/cluster-rows.ts';
import { clusterKey } from '#shared/rows/object-rows.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import { registeredLanes } from '#shared/runtime/lanes.ts';
import { put, type Table } from '#shared/runtime/table.ts';
import { lookAtLanes } from './look-again.ts';
import { meant } from './scopes.ts';
import { obey, type Speaker } from './word.ts';

export interface ForgetClusterAnswer {
  readonly cluster: string;
  readonly sites: number;
  readonly message: string;
}

/**
 * Says that a cluster which is not in the configuration any more will not come back: its sites are released, through
 * the guard.
 * @throws CommandError where the cluster is unknown, still configured, or forgotten already
 */
export function forgetCluster(speaker: Speaker, { name }: { readonly name: string }): Promise<ForgetClusterAnswer> {
  const { table, nowMs, by } = speaker;
  return obey(speaker, async (configuration) => {
    await requireForgettable(table, name, configuration);
    const before = await table.get(forgetKey(name));
    if (before !== undefined) {
      throw new CommandError(
        'conflict',
        `cluster ${name} was forgotten already, by ${before.by} at ${momentText(before.atMs)}`,
      );
    }
    const sites = (await table.query(clusterMembers(name))).length;
    const again = await lookAtLanes(table, [claimsLane(name)]);
    const said = `${sites} ${sites === 1 ? 'site' : 'sites'}`;
    return {
      actions: [put(forgetKey(name), { cluster: name, atMs: nowMs, by }, 'absent'), ...again.actions],
      rings: again.lanes,
      history: { host: `cluster:${name}`, action: 'forget-cluster', before: said, why: 'it will not come back' },
      answer: {
        cluster: name,
        sites,
        message: `cluster ${name} is forgotten: its ${said} are released; the guard may ask for an approval`,
      },
    };
  });
}

async function requireForgettable(table: Table, name: string, { clusters }: Configuration): Promise<void> {
  if (clusters.some((cluster) => cluster.name === name)) {
    const message = `cluster ${name} is in the configuration: take it out there first, until then it is alive`;
    throw new CommandError('conflict', message);
  }
  const lanes = (await table.query(registeredLanes)).map(({ row }) => row.lane);
  const prefix = claimsLane('');
  const known = lanes.filter((lane) => lane.startsWith(prefix)).map((lane) => lane.slice(prefix.length));
  if (known.includes(name) || (await table.get(clusterKey(name))) !== undefined) return;
  const gone = known.filter((one) => !clusters.some((cluster) => cluster.name === one));
  const list =
    gone.length === 0 ? 'no cluster has left the configuration' : `left the configuration: ${gone.join(', ')}`;
  throw new CommandError('unknown', `nothing is known of cluster ${JSON.stringify(name)}${meant(name, gone)}; ${list}`);
}
