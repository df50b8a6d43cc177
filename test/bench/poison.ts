import { invalidChangeBatch } from '#local/cloud/route53/refusal.ts';
import type { Route53Request } from '#local/cloud/route53/request.ts';
import { answerRefusal, type Route53Response } from '#local/cloud/route53/xml-out.ts';
import { ingress, published, within } from './scene.ts';

const hosts = 1000;
const bad = 'app-00500.example.com';
/** Names that fit into one call by their characters. */
const namesPerBatch = 330;

/** Refuses every batch with one name in it, in words that do not say which. */
function refuse({ method, body }: Route53Request): Route53Response | undefined {
  if (method !== 'POST' || !body.includes(`>${bad}.<`)) return undefined;
  return answerRefusal(invalidChangeBatch(['FATAL problem: something is wrong']), 'poison');
}

/** One poison among 1,000 new hosts, against the same without it; and what it costs later. */
export async function poison(): Promise<Readonly<Record<string, number>>> {
  const without = await published(hosts);
  const sound = without.model.calls().ChangeResourceRecordSets ?? 0;
  without.table.close();
  const pipeline = await published(hosts, { faults: refuse });
  const count = (): number => pipeline.model.calls().ChangeResourceRecordSets ?? 0;
  const once = count() - sound;
  const standing = pipeline.model.recordSets('Z1').filter(({ Type }) => Type === 'A').length;
  if (standing !== hosts - 1) throw new Error(`${standing} hosts stand, not ${hosts - 1}`);
  for (let minute = 0; minute < 120; minute += 1) {
    pipeline.clock.advance(60_000);
    await pipeline.settle();
  }
  await pipeline.change(ingress(1, { 'external-dns.alpha.kubernetes.io/ttl': '60' }));
  await pipeline.settle();
  const later = count() - sound - once - 1;
  pipeline.table.close();
  const most = Math.floor(2 * Math.log2(namesPerBatch) + 1);
  return {
    hosts,
    extraChangeCalls: within('poison extraChangeCalls', once, most),
    mostExtraChangeCalls: most,
    extraChangeCallsLater: within('poison extraChangeCallsLater', later, 0),
  };
}
