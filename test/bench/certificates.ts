import type { Edge } from '#shared/domain/configuration.ts';
import { configurationWith, edgeOn, imported, loadBalancer, openWorld } from '../functions/certificates/world.ts';
import { wishFor } from '../functions/dns/world-sites.ts';
import { within } from './scene.ts';

type World = Awaited<ReturnType<typeof openWorld>>;

/** Hosts beneath a wildcard, hosts with a certificate each, and an hour in which nothing changes. */
export async function certificates(): Promise<Readonly<Record<string, number>>> {
  return { ...(await underWildcard(1_000)), ...(await oneEach(250)), ...(await idleHour(40, 25)) };
}

/** The certificate that a deployment made for the edge's first domain serves them all. */
async function underWildcard(count: number) {
  const arn = 'arn:aws:acm:eu-central-1:000000000000:certificate/00000000-0000-4000-8000-000000000001';
  const given = imported(['example.com', '*.example.com'], { arn });
  const listeners = [{ port: 443, protocol: 'HTTPS' as const, defaultCertificate: arn }];
  const world = await openWorld({ certificates: [given], balancers: [loadBalancer('public', { listeners })] });
  const seconds = await publish(world, count, () => 'public');
  const calls = callsOf(world);
  world.table.close();
  return {
    wildcardHosts: count,
    wildcardRequests: within('certificates wildcardRequests', calls['RequestCertificate'] ?? 0, 0),
    wildcardCalls: within('certificates wildcardCalls', total(calls), 10),
    wildcardSeconds: seconds,
  };
}

/** ACM hears of each once and is asked for its records once; each is put on the listener once. */
async function oneEach(count: number) {
  const world = await openWorld(crowded(['public'], count));
  const seconds = await publish(world, count, () => 'public');
  const calls = callsOf(world);
  world.table.close();
  const least = 3 * count;
  // 5 requests a second are the slowest of it (ACM User Guide, "Quotas").
  const leastSeconds = count / 5;
  return {
    ownHosts: count,
    ownRequests: within('certificates ownRequests', calls['RequestCertificate'] ?? 0, count),
    ownCalls: within('certificates ownCalls', total(calls), 2 * least),
    ownLeastCalls: least,
    ownSeconds: within('certificates ownSeconds', seconds, 2.5 * leastSeconds),
    ownLeastSeconds: leastSeconds,
  };
}

async function idleHour(balancers: number, each: number) {
  const names = Array.from({ length: balancers }, (_, index) => `lb${index}`);
  const world = await openWorld(crowded(names, each));
  await world.walked();
  await publish(world, balancers * each, (index) => names[index % balancers] ?? '');
  const before = total(callsOf(world));
  for (let minute = 0; minute < 60; minute += 1) {
    world.clock.advance(60_000);
    await world.settle(1);
  }
  const calls = total(callsOf(world)) - before;
  world.table.close();
  return {
    idleCertificates: balancers * each,
    idleLoadBalancers: balancers,
    // Two lists of all certificates, and each load balancer looked at once.
    idleCallsInTheHour: within('certificates idleCallsInTheHour', calls, 3 * balancers + 20),
  };
}

/** Load balancers whose quota leaves room for so many certificates and one to replace another by. */
function crowded(names: readonly string[], each: number) {
  const balancers = names.map((name) => loadBalancer(name));
  const settings = { names: 'host', most: each + 1, perNamespaceAndYear: 5_000 } as const;
  const edges: readonly Edge[] = balancers.map((one) => edgeOn(one, settings));
  const limits = { certificatesPerApplicationLoadBalancer: each + 1 };
  return { balancers, configuration: configurationWith(edges), elbv2: { limits } };
}

/** Writes the sites, and returns the virtual seconds until each of them has its certificate on the listeners. */
async function publish(world: World, count: number, edgeOfHost: (index: number) => string): Promise<number> {
  const beganMs = world.clock.now();
  for (let index = 0; index < count; index += 1) {
    await world.write(`h${index}.example.com`, { wish: wishFor({ edge: edgeOfHost(index) }) });
  }
  for (;;) {
    await world.settle(5);
    const rows = await world.assigned();
    const seconds = (world.clock.now() - beganMs) / 1_000;
    if (rows.filter(({ reason }) => reason === 'Attached').length === count) return seconds;
    if (seconds > 3_600) throw new Error(`only ${rows.length} of ${count} hosts have a certificate after an hour`);
  }
}

const callsOf = ({ acm, elbv2 }: World): Readonly<Record<string, number>> => ({ ...acm.calls(), ...elbv2.calls() });
const total = (calls: Readonly<Record<string, number>>): number =>
  Object.values(calls).reduce((sum, count) => sum + count, 0);
