import { afterEach, beforeEach, describe, expect } from 'vitest';
import { create, recordContract, records } from './hosted-zones-records.ts';
import { judgedBy, type Unjudged } from './judged.ts';
import { type RefusedBatch, refusedBatches } from './refused-batches.ts';
import type { FarZones, ZonesBench } from './zones-bench.ts';

/**
 * What the adapter gets from every Route 53; `open` is called for each test. `unjudged` as in `judged.ts`.
 */
export function hostedZonesContract(name: string, open: () => Promise<FarZones>, unjudged: Unjudged = {}): void {
  describe(`hosted zones: ${name}`, () => {
    let opened: FarZones;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());
    const { judge, judgeExcuses } = judgedBy(unjudged);
    const bench: ZonesBench = {
      judge,
      far: () => opened,
      change: async (changes) => {
        opened.settle();
        return opened.zones.change(opened.zoneId, changes);
      },
      list: async (from) => {
        const start = from === undefined ? undefined : { name: from };
        return (await opened.zones.list(opened.zoneId, start)).recordSets;
      },
    };
    recordContract(bench);
    changeContract(bench);
    refusalContract(bench);
    judgeExcuses();
  });
}

const thrown = (call: Promise<unknown>) => call.catch((error: unknown) => error);

function changeContract({ judge, far, change }: ZonesBench): void {
  judge('a change is PENDING, then INSYNC', async () => {
    const receipt = await change(records.map(create));
    expect([receipt.status, await far().zones.getChange(receipt.changeId)]).toEqual(['PENDING', 'PENDING']);
    far().settle();
    expect(await far().zones.getChange(receipt.changeId)).toBe('INSYNC');
  });

  judge('says how many record sets a zone may hold, and holds', async () => {
    await change(records.map(create));
    expect(await far().zones.recordLimit(far().zoneId)).toEqual({ most: 10_000, count: 6 });
  });

  judge('nobody knows a change that was never made', async () => {
    expect(await far().zones.getChange('C404')).toBe('UNKNOWN');
  });

  judge('a zone that is gone is a matter of the surroundings', async () => {
    const gone = { name: 'PermanentError', reason: 'ZoneGone', scope: 'surroundings' };
    expect(await thrown(far().zones.list('Z404'))).toMatchObject(gone);
    expect(await thrown(far().zones.change('Z404', records.map(create)))).toMatchObject(gone);
  });
}

function refusalContract({ judge, change, list }: ZonesBench): void {
  const isRefused = async ({ given = [], asked, words }: RefusedBatch): Promise<void> => {
    if (given.length > 0) await change(given.map(create));
    const before = await list();
    const innocent = create({ name: 'innocent.example.com', type: 'A', ttl: 60, values: ['192.0.2.1'] });
    const error = await thrown(change([innocent, ...asked]));
    const messages = words === undefined ? expect.anything() : [expect.stringContaining(words)];
    expect(error).toMatchObject({ name: 'ChangeRefusedError', messages });
    expect(await list()).toEqual(before);
  };
  for (const [title, batch] of Object.entries(refusedBatches)) {
    judge(`refuses the whole batch: ${title}`, () => isRefused(batch));
  }
}
