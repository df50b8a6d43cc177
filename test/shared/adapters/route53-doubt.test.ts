import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FaultKind, withFaults } from '#local/cloud/route53/faults.ts';
import { Route53HostedZones } from '#shared/adapters/route53.ts';
import { inProcess } from '../../functions/dns/in-process.ts';
import { openModel } from '../../local/cloud/route53/ask.ts';
import { seededRandom } from '../../support/run-drain.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const shares: Readonly<Record<FaultKind, number>> = {
  throttled: 0.1,
  busy: 0.1,
  unavailable: 0.1,
  unheard: 0.1,
  failedAfter: 0.1,
  lostAnswer: 0.1,
  slow: 0.1,
};

/** Twenty changes, one record each: what the caller was told of each, and whether it was made. */
async function tellAndMake(seed: number) {
  const model = openModel();
  const handle = withFaults((request, nowMs) => model.handle(request, nowMs), { shares, random: seededRandom(seed) });
  const zones = new Route53HostedZones({ credentials, requestHandler: inProcess({ handle }, () => 0) });
  const told: { readonly name: string; readonly outcome: 'made' | 'in doubt' | 'not made' }[] = [];
  for (let at = 0; at < 20; at += 1) {
    const name = `n${at}.example.com`;
    const record = { name, type: 'A', ttl: 60, values: ['192.0.2.1'] } as const;
    const outcome = await zones.change('Z1', [{ action: 'CREATE', record }]).then(
      () => 'made' as const,
      (error: unknown) =>
        error instanceof Error && 'ambiguous' in error && error.ambiguous
          ? ('in doubt' as const)
          : ('not made' as const),
    );
    told.push({ name, outcome });
  }
  return { told, made: new Set(model.recordSets('Z1').map(({ Name }) => Name.replace(/\.$/, ''))) };
}

describe('what the adapter says of a change, whatever goes wrong on the way', () => {
  it('is true: made is made, not made is not made, and the rest is in doubt', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const { told, made } = await tellAndMake(seed);
        for (const { name, outcome } of told) {
          seen.add(`${outcome} ${made.has(name)}`);
          if (outcome !== 'in doubt') expect([name, made.has(name)]).toEqual([name, outcome === 'made']);
        }
      }),
      { numRuns: 15 },
    );
    expect([...seen].sort()).toEqual(['in doubt false', 'in doubt true', 'made true', 'not made false']);
  });
});
