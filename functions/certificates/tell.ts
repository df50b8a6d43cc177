import type { Edge } from '#shared/domain/configuration.ts';
import { sameValue } from '#shared/domain/same-value.ts';
import { serviceStatusKey } from '#shared/domain/status-parts.ts';
import { type AnnotationRow, annotationKey, annotationRows } from '#shared/rows/annotation-rows.ts';
import { scanItem } from '#shared/rows/certificates-lane-rows.ts';
import { statusItem } from '#shared/rows/status-keys.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import { put, remove } from '#shared/runtime/table.ts';
import type { Annotation } from './plan/annotation.ts';
import type { LanePlan } from './plan/plan.ts';
import type { LaneWork } from './work.ts';

/** What Services are to say as far as this lane goes, by cluster: of those that it may have to tell. */
export async function readTold(drain: Drain, edges: readonly Edge[]): Promise<LaneWork['told']> {
  const clusters = clustersOf(drain, edges);
  const parts = await Promise.all(clusters.map((cluster) => drain.table.query(annotationRows(cluster))));
  const told = parts.map((part) => part.flatMap(({ row }) => (row.lane === drain.lane ? [row] : [])));
  return new Map(clusters.map((cluster, at) => [cluster, told[at] ?? []]));
}

/** Has the clusters' forwarders told what the controllers of load balancers are to put on their listeners. */
export async function tellControllers(work: LaneWork, { annotations }: LanePlan): Promise<void> {
  for (const [cluster, rows] of work.told) {
    const here = annotations.filter(({ clusters }) => clusters.includes(cluster));
    for (const { service, certificates } of here) {
      await save(work, cluster, { service, lane: work.drain.lane, certificates }, rows);
    }
    // What the Service says by then stands: nobody's listener loses its certificates for it.
    for (const { service } of rows) if (!isNamed(here, service)) await forget(work, cluster, service);
  }
}

/** Any cluster may have been told before; that is looked at with each scan. */
function clustersOf({ keys, configuration }: Drain, edges: readonly Edge[]): readonly string[] {
  const isScan = keys.some(({ key }) => key === scanItem);
  const telling = edges.filter(({ certificates }) => certificates.mode === 'annotate');
  const names = isScan
    ? configuration.document.clusters.map(({ name }) => name)
    : telling.map(({ cluster }) => cluster);
  return [...new Set(names)].sort();
}

const isNamed = (annotations: readonly Annotation[], service: string): boolean =>
  annotations.some((one) => one.service === service);

async function save(
  work: LaneWork,
  cluster: string,
  row: AnnotationRow,
  rows: readonly AnnotationRow[],
): Promise<void> {
  const known = rows.find(({ service }) => service === row.service);
  if (known !== undefined && sameValue(known, row)) return;
  await transactFenced(work.drain, [
    put(annotationKey(cluster, row.service), row),
    ...(await toStatus(work, cluster, row.service)),
  ]);
}

async function forget(work: LaneWork, cluster: string, service: string): Promise<void> {
  await transactFenced(work.drain, [
    remove(annotationKey(cluster, service)),
    ...(await toStatus(work, cluster, service)),
  ]);
}

function toStatus({ drain }: LaneWork, cluster: string, service: string) {
  const key = annotationKey(cluster, service);
  const by = { row: `${key.pk}/${key.sk}`, generation: drain.now(), nowMs: drain.now() };
  return drain.enqueue([statusItem(cluster, serviceStatusKey(service), by)]);
}

/** Since when a controller is to put something on a load balancer that is not there yet: kept in its row. */
export function markAwaited({ rows, drain }: LaneWork, { awaited }: LanePlan): void {
  for (const row of [...rows.loadBalancers.values()]) {
    const { awaitedSinceMs = drain.now(), ...rest } = row;
    rows.saveLoadBalancer(awaited.has(row.arn) ? { ...rest, awaitedSinceMs } : rest);
  }
}
