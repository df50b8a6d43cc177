import { describe, expect, it } from 'vitest';
import type { ProjectedObject } from '../../../shared/domain/objects.ts';
import { historyRows } from '../../../shared/rows/safety-rows.ts';
import { guardedWorld, minute, numbers } from './safety-world.ts';
import { ingress, testConfiguration } from './samples.ts';

const host = 'app.example.com';
const count = 40; // 3 actions each to change, 7 to release
const keyOf = (index: number): string => `shop/s${String(index).padStart(2, '0')}`;
const routed = (index: number, annotations: Record<string, string>): ProjectedObject =>
  ingress(keyOf(index), [host], {
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([name, value]) => [`firstlight.dev/${name}`, value]),
    ),
  });
const weighted = (index: number) => routed(index, { 'set-identifier': `s${index}`, 'aws-weight': '1' });
const everywhere = (index: number) =>
  routed(index, { 'set-identifier': `s${index}`, 'aws-multi-value-answer': 'true' });

async function world() {
  const started = await guardedWorld(100, testConfiguration());
  for (const index of numbers(0, count)) await started.say(keyOf(index), weighted(index));
  await started.settle();
  for (const index of numbers(0, count)) await started.keepZone(host, `s${index}`);
  await started.settle();
  return started;
}
const standing = async (of: Awaited<ReturnType<typeof world>>) =>
  (await of.sites()).filter((site) => site.host === host && site.state === 'live');

describe('a name of very many record sets', () => {
  it('changes its policy when the last of them agrees', async () => {
    const started = await world();
    expect((await standing(started)).length).toBe(count);
    for (const index of numbers(0, count)) {
      await started.say(keyOf(index), everywhere(index));
      await started.settle();
    }
    await started.pass(5 * minute);
    expect(new Set((await standing(started)).map(({ wish }) => wish.routing?.kind))).toEqual(new Set(['multivalue']));
  });

  it('is released', async () => {
    const started = await world();
    for (const index of numbers(0, count)) await started.say(keyOf(index), undefined);
    await started.settle();
    await started.pass(10 * minute);
    expect((await standing(started)).length).toBe(0);
    const day = historyRows(new Date(started.clock.now()).toISOString().slice(0, 10));
    expect((await started.table.query(day)).filter(({ row }) => row.action === 'released').length).toBe(count);
  });
});
