import { ingress, published, within } from './scene.ts';

const hosts = 10_000;
const samples = 200;

/** One changed host among 10,000: calls and time until Route 53 has accepted it. */
export async function oneChange(): Promise<Readonly<Record<string, number>>> {
  const calls: { readonly action: string; readonly nowMs: number; readonly wallMs: number }[] = [];
  const pipeline = await published(hosts, {
    onRequest: ({ action, nowMs }) => calls.push({ action, nowMs, wallMs: performance.now() }),
  });
  const found: { readonly calls: number; readonly virtualMs: number; readonly wallMs: number }[] = [];
  for (let index = 0; index < samples; index += 1) {
    calls.length = 0;
    const [startMs, began] = [pipeline.clock.now(), performance.now()];
    await pipeline.change(ingress(index * 47, { 'external-dns.alpha.kubernetes.io/ttl': '60' }));
    await pipeline.settle();
    const at = calls.findIndex(({ action }) => action === 'ChangeResourceRecordSets');
    const accepted = calls[at];
    if (accepted === undefined) throw new Error(`host ${index * 47} was not changed`);
    found.push({ calls: at + 1, virtualMs: accepted.nowMs - startMs, wallMs: accepted.wallMs - began });
  }
  pipeline.table.close();
  const worst = (of: (one: (typeof found)[number]) => number, share: number): number =>
    Math.round(found.map(of).sort((a, b) => a - b)[Math.ceil(share * samples) - 1] ?? 0);
  return {
    hosts,
    samples,
    callsUntilAccepted: within(
      'oneChange callsUntilAccepted',
      worst(({ calls: count }) => count, 1),
      2,
    ),
    virtualMsP50: worst(({ virtualMs }) => virtualMs, 0.5),
    virtualMsP99: worst(({ virtualMs }) => virtualMs, 0.99),
    wallMsP50: worst(({ wallMs }) => wallMs, 0.5),
    wallMsP99: worst(({ wallMs }) => wallMs, 0.99),
  };
}
