import type { Tags } from '#shared/domain/certificate.ts';
import type { ObservedListener, ObservedLoadBalancer } from '#shared/domain/load-balancer.ts';
import { listenerItem } from '#shared/rows/certificates-lane-rows.ts';
import type { ListenerEntries, LoadBalancerRow } from '#shared/rows/load-balancer-rows.ts';
import { forEachOf } from '#shared/runtime/tolerant.ts';
import { leftBehind } from './left-behind.ts';
import { ownerOf, serviceOf } from './plan/load-balancer-owner.ts';
import { listenersPollAtMs } from './plan/look-again.ts';
import { standInsOn } from './stand-ins.ts';
import { type LaneWork, loadBalancerOf } from './work.ts';

/** So few that what they are asked for next fits into the rate that a drain begins with. */
const describedTogether = 10;
/** Listeners with certificates: of application and of network load balancers. */
const tlsProtocols = ['HTTPS', 'TLS'];

/**
 * Reads the load balancers that nobody has read yet, those whose listeners are named by a due key or awaited, and those
 * that were not read since `sinceMs`. False: the time was up first; what was read by then, or before an error, is kept.
 */
export async function readLoadBalancers(work: LaneWork, sinceMs = 0): Promise<boolean> {
  const { drain, rows } = work;
  const led = work.sites.flatMap(({ site }) => leftBehind(work, site)?.arn ?? []);
  const wanted = [...new Set([...work.edges.flatMap((edge) => loadBalancerOf(edge) ?? []), ...led])].sort();
  const isNamed = ({ listeners }: LoadBalancerRow): boolean =>
    listeners.some(({ arn }) => drain.keys.some(({ key }) => key === listenerItem(arn)));
  const due = wanted.filter((arn) => {
    const known = rows.loadBalancers.get(arn);
    if (known === undefined || known.seenMs < sinceMs) return true;
    return isNamed(known) || listenersPollAtMs(known) <= drain.now();
  });
  let isInTime = true;
  const parts = Array.from({ length: Math.ceil(due.length / describedTogether) }, (_, index) =>
    due.slice(index * describedTogether, (index + 1) * describedTogether),
  );
  await forEachOf(parts, async (part) => {
    const found = new Map((await work.loadBalancers.describe(part)).map((one) => [one.arn, one]));
    await forEachOf(part, async (arn) => {
      isInTime &&= drain.hasTime();
      if (isInTime) await readOne(work, arn, found.get(arn));
    });
  });
  return isInTime;
}

/** Reads one again before something is taken off it. */
export async function readLoadBalancer(work: LaneWork, arn: string): Promise<void> {
  const [found] = await work.loadBalancers.describe([arn]);
  await readOne(work, arn, found);
}

async function readOne(work: LaneWork, arn: string, found: ObservedLoadBalancer | undefined): Promise<void> {
  const { rows, drain, asked } = work;
  const listeners = found === undefined ? undefined : await work.loadBalancers.listeners(arn);
  asked.loadBalancers.add(arn);
  const seenMs = drain.now();
  if (found === undefined || listeners === undefined) {
    rows.saveLoadBalancer({ arn, listeners: [], seenMs });
    return;
  }
  const known = rows.loadBalancers.get(arn);
  const entries: ListenerEntries[] = [];
  for (const listener of listeners.filter(({ protocol }) => tlsProtocols.includes(protocol))) {
    const listed = await work.loadBalancers.certificates(listener.arn);
    if (listed !== undefined) entries.push(entriesOf(listener, listed, known));
  }
  const row: LoadBalancerRow = {
    ...{ arn, type: found.type, dnsName: found.dnsName, listeners: entries, seenMs },
    ...ownedBy(found.tags),
    ...(known?.awaitedSinceMs === undefined ? {} : { awaitedSinceMs: known.awaitedSinceMs }),
  };
  rows.saveLoadBalancer(row);
}

function ownedBy(tags: Tags): Pick<LoadBalancerRow, 'managedBy' | 'service'> {
  const managedBy = ownerOf(tags);
  const service = serviceOf(tags);
  return managedBy === undefined ? {} : { managedBy, ...(service === undefined ? {} : { service }) };
}

/** What is known of entries that are still there stays known. */
function entriesOf(
  { arn, port, defaultCertificate }: ObservedListener,
  listed: readonly string[],
  known: LoadBalancerRow | undefined,
): ListenerEntries {
  const listener = known?.listeners.find((one) => one.arn === arn);
  const before = listener?.entries ?? [];
  return {
    arn,
    port,
    ...(defaultCertificate === undefined ? {} : { default: defaultCertificate }),
    entries: [...new Set(listed)]
      .sort()
      .map((certificate) => before.find((entry) => entry.certificate === certificate) ?? { certificate }),
    ...standInsOn(listed, listener),
  };
}
