import type { Scheduler } from '#shared/domain/clock.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import type { Random } from '#shared/runtime/random.ts';
import { joinedSource } from '../../forwarder/joins/joined-source.ts';
import type { RawSource } from '../../forwarder/joins/raw-source.ts';
import { ApiSource } from '../../forwarder/kubernetes/api-source.ts';
import { localDirectory } from '../../forwarder/manifests/local-directory.ts';
import { ManifestSource } from '../../forwarder/manifests/manifest-source.ts';
import type { Bus, Report } from '../../forwarder/ports.ts';
import { drawStoredEpoch } from '../../forwarder/process/stored-epoch.ts';
import { createForwarder, type Forwarder } from '../../forwarder/speech/forwarder.ts';
import type { DataDirectory } from './data-directory.ts';
import type { Notes } from './notes.ts';
import { openCluster } from './open-cluster.ts';
import type { StartOptions } from './options.ts';

export interface FollowInput {
  readonly options: StartOptions;
  readonly configuration: Configuration;
  readonly bus: Bus;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly notes: Notes;
  readonly data: DataDirectory | undefined;
}

/**
 * Starts the forwarder of the first configured cluster on the manifest directory, or on a cluster that is only read, under
 * an epoch never used before.
 * @throws UsageError
 */
export async function followSource(input: FollowInput): Promise<Forwarder> {
  const { options, scheduler, random, notes, data } = input;
  const [cluster] = input.configuration.clusters;
  if (cluster === undefined) throw new UsageError(`${options.config}: configure the cluster that is followed`);
  const stored = data === undefined ? {} : { stored: data.epoch };
  const epoch = drawStoredEpoch({ ...stored, place: `--data ${options.data ?? ''}`, nowMs: scheduler.now(), random });
  const forwarder = createForwarder({
    cluster: cluster.name,
    source: joinedSource(await openSource(input)),
    bus: input.bus,
    scheduler,
    random,
    epoch,
    report: (report) => notes.add(describeReport(report)),
    collectMs: 100,
  });
  forwarder.start();
  return forwarder;
}

async function openSource({ options, scheduler, random }: FollowInput): Promise<RawSource> {
  if (options.cluster === undefined)
    return new ManifestSource({ directory: localDirectory(options.manifests), scheduler });
  const api = await openCluster(options.cluster, scheduler);
  return new ApiSource({ api, scheduler, random });
}

function describeReport(report: Report): string {
  if (report.what === 'retrying') return `forwarder: the bus answered ${report.code}, trying again`;
  return `forwarder: the bus refused ${report.ranges.join(', ')}: ${report.code}`;
}
