import type { Scheduler } from '#shared/domain/clock.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { UsageError } from '#shared/errors/usage-error.ts';
import type { Random } from '#shared/runtime/random.ts';
import { createForwarder, type Forwarder } from '../../forwarder/forwarder.ts';
import { joinedSource } from '../../forwarder/joins/joined-source.ts';
import { localDirectory } from '../../forwarder/manifests/local-directory.ts';
import { ManifestSource } from '../../forwarder/manifests/manifest-source.ts';
import type { Bus, Report } from '../../forwarder/ports.ts';
import { drawStoredEpoch } from '../../forwarder/stored-epoch.ts';
import type { DataDirectory } from './data-directory.ts';
import type { Notes } from './notes.ts';
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

/** Starts the forwarder of the first configured cluster on the manifest directory, under an epoch never used before. */
export async function followManifests(input: FollowInput): Promise<Forwarder> {
  const { options, scheduler, random, notes, data } = input;
  const [cluster] = input.configuration.clusters;
  if (cluster === undefined)
    throw new UsageError(`${options.config}: configure a cluster that the manifests stand for`);
  const stored = data === undefined ? {} : { stored: data.epoch };
  const epoch = drawStoredEpoch({ ...stored, place: `--data ${options.data ?? ''}`, nowMs: scheduler.now(), random });
  const forwarder = createForwarder({
    cluster: cluster.name,
    source: joinedSource(new ManifestSource({ directory: localDirectory(options.manifests), scheduler })),
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

function describeReport(report: Report): string {
  if (report.what === 'retrying') return `forwarder: the bus answered ${report.code}, trying again`;
  return `forwarder: the bus refused ${report.ranges.join(', ')}: ${report.code}`;
}
