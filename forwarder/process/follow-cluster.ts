import { type ClusterAccess, inClusterAccess, kubeconfigAccess } from '#shared/adapters/kubernetes-access.ts';
import { httpsApi } from '../kubernetes/https-api.ts';
import { serveProbes } from '../probes/server.ts';
import { type StatusDutyOptions, statusDuty } from '../status/duty.ts';
import type { ClusterCall, ForwarderCall } from './options.ts';
import { Replica, type ReplicaOptions } from './replica.ts';
import { aborted, describeReport, line } from './saying.ts';
import type { Surroundings } from './surroundings.ts';

type Call = ForwarderCall & { readonly from: ClusterCall };

/** One for all replicas of a cluster's forwarder. */
export const leaseName = 'firstlight-forwarder';
/** Of a pod, unless it is told otherwise. */
export const podPort = 8_080;

/** Follows a cluster, as one of its replicas, until stopped. @throws UsageError */
export async function followCluster(call: Call, around: Surroundings): Promise<void> {
  const { scheduler, stderr, stdout } = around;
  const access = await accessOf(call.from, around);
  const api = httpsApi(access, scheduler);
  const namespace = call.from.namespace ?? access.namespace ?? 'firstlight';
  const identity = identityOf(around);
  const say = (text: string): void => void stdout.write(line(text));
  const replica = new Replica({
    cluster: call.cluster,
    ...(await dutyOf(call, around, { api, identity, say })),
    api,
    bus: around.connect(call),
    scheduler,
    random: () => around.random(),
    lease: { namespace, name: leaseName },
    identity,
    report(report) {
      if (report.what === 'refused' || report.attempt <= 3) stderr.write(line(describeReport(report, call)));
    },
    say,
  });
  const listen = call.from.listen ?? (call.from.kubeconfig === undefined ? { port: podPort } : undefined);
  const probes =
    listen === undefined ? undefined : await serveProbes({ listen, replica, scheduler, startedMs: scheduler.now() });
  try {
    replica.start();
    stdout.write(line(`follows ${access.name} as cluster ${call.cluster}, on the bus ${call.bus}`));
    if (probes !== undefined) stdout.write(line(`answers probes on port ${probes.port}`));
    await aborted(around.stop);
    await replica.stop();
  } finally {
    await probes?.close();
    api.close();
  }
}

async function dutyOf(
  { cluster, region, from: { statusBucket, annotateServices } }: Call,
  { openStatus, scheduler }: Surroundings,
  by: Pick<StatusDutyOptions, 'api' | 'identity' | 'say'>,
): Promise<Pick<ReplicaOptions, 'duty'>> {
  if (statusBucket === undefined) return {};
  const bucket = await openStatus(statusBucket, region);
  return { duty: statusDuty({ cluster, scheduler, annotateServices, ...by, bucket }) };
}

async function accessOf(
  { kubeconfig, context }: ClusterCall,
  { env, scheduler }: Surroundings,
): Promise<ClusterAccess> {
  return kubeconfig === undefined
    ? inClusterAccess({ env, clock: scheduler })
    : await kubeconfigAccess(kubeconfig, context);
}

/** As client-go: the pod's name tells people who it is, the rest that it is not an earlier process of that name. */
const identityOf = ({ env, random }: Surroundings): string =>
  `${env['HOSTNAME'] ?? 'forwarder'}_${Array.from({ length: 10 }, () => Math.floor(random() * 36).toString(36)).join('')}`;
