import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import { Route53 } from '#local/cloud/route53/route53.ts';
import { serveRoute53 } from '#local/cloud/route53/server.ts';
import { type TestDirectory, testDirectory } from '../../support/sandbox-directory.ts';
import { type Firstlight, type Installation, privateZone, startFirstlight, zone } from './firstlight.ts';
import { serveManifests } from './kubernetes-api.ts';
import { type PeerRun, runPeer } from './peer.ts';
import { healthCheck } from './routed-objects.ts';
import { isNotOfTheZone } from './zone-records.ts';

/**
 * One directory of manifests that external-dns sees as a cluster and Firstlight as files, and a zone between them. What
 * runs in it ends with it.
 */
export interface World extends AsyncDisposable {
  readonly directory: TestDirectory;
  /** external-dns before a zone of its own that holds `before`, and an empty private one of that name. */
  peerAlone(flags: readonly string[], before?: readonly ResourceRecordSet[]): Promise<PeerAlone>;
  /** external-dns before the zone of a running Firstlight. */
  peerBeside(firstlight: Firstlight, flags: readonly string[]): Promise<PeerRun>;
  /** Firstlight before a zone that holds `records`, until nothing more will happen. */
  firstlight(installation: Installation, records: readonly ResourceRecordSet[]): Promise<Firstlight>;
}

export interface PeerAlone extends PeerRun {
  readonly records: readonly ResourceRecordSet[];
  readonly privateRecords: readonly ResourceRecordSet[];
  readonly changeCalls: number;
  /** All calls. */
  readonly calls: number;
}

export async function createWorld(): Promise<World> {
  const directory = testDirectory();
  const kubernetes = await serveManifests(directory.manifests);
  const kubeconfig = join(directory.root, 'kubeconfig');
  writeFileSync(kubeconfig, kubernetes.kubeconfig);
  const domain = `--domain-filter=${zone.name}`;
  const running: Firstlight[] = [];
  return {
    directory,
    peerAlone: (flags, before = []) => peerAlone(kubeconfig, [domain, ...flags], before),
    peerBeside: ({ route53Url }, flags) => runPeer({ kubeconfig, route53Url }, [domain, ...flags]),
    async firstlight(installation, records) {
      const started = await startFirstlight(directory, installation, records);
      running.push(started);
      return started;
    },
    async [Symbol.asyncDispose]() {
      for (const each of running) await each.close();
      await kubernetes.close();
      directory.remove();
    },
  };
}

async function peerAlone(
  kubeconfig: string,
  flags: readonly string[],
  before: readonly ResourceRecordSet[],
): Promise<PeerAlone> {
  const model = new Route53({
    healthChecks: [healthCheck],
    zones: [
      { ...zone, private: false, records: before },
      { ...privateZone, private: true },
    ],
  });
  const server = await serveRoute53(model, { port: 0, clock: () => Date.now() });
  try {
    const run = await runPeer({ kubeconfig, route53Url: server.url }, flags);
    const recordsOf = (id: string) => model.recordSets(id).filter(isNotOfTheZone);
    const [records, privateRecords] = [recordsOf(zone.id), recordsOf(privateZone.id)];
    const { ChangeResourceRecordSets: changeCalls = 0 } = model.calls();
    return { ...run, records, privateRecords, changeCalls, calls: sum(model.calls()) };
  } finally {
    await server.close();
  }
}

const sum = (calls: Readonly<Record<string, number>>): number =>
  Object.values(calls).reduce((all, one) => all + one, 0);
