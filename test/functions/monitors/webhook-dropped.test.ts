import { describe, expect, it } from 'vitest';
import { minute, webhookWorld } from './webhook-world.ts';

const up = { status: 200, body: '' };
const gone = { status: 502, body: '' };
const accounts = [{ name: 'main', provider: 'uptimerobot', apiKey: { environment: 'KEY' }, adopt: [] }] as const;

const refusals = [
  { status: 403, body: JSON.stringify({ code: '000-003', message: 'not in plan' }) },
  { status: 402, body: '' },
  { status: 500, body: '' },
];

/** A watched name of an account whose webhook is not wanted any more, and is not deleted. */
async function dropped(refusal: (typeof refusals)[number]) {
  const trouble = { isOver: false };
  const faults = ({ method, path }: { method: string; path: string }) =>
    trouble.isOver || method !== 'DELETE' || !path.startsWith('/v3/integrations')
      ? undefined
      : { ...refusal, headers: {} };
  const world = await webhookWorld({ account: { faults } });
  await world.write('a.example.com');
  await world.settle(minute);
  world.check(up);
  await world.settle(10 * minute);
  await world.configure({ accounts });
  return { ...world, trouble };
}

describe('a webhook that the provider does not delete', () => {
  it.each(refusals)('keeps nobody from watching: $status', async (refusal) => {
    const { trouble, ...world } = await dropped(refusal);
    await world.settle(2 * minute);
    world.clock.advance(5 * minute);
    world.check(gone);
    await world.write('b.example.com');
    await world.settle(2 * minute);
    expect(await world.alerts()).toMatchObject([{ about: 'monitor', reason: 'Down', episodes: [{}] }]);
    expect(await world.condition('b.example.com')).toMatch(/^True Watched/);
    expect(world.integrations()).toHaveLength(1);
    trouble.isOver = true;
    await world.settle(11 * minute);
    expect(world.integrations()).toEqual([]);
  });

  it('is tried again every ten minutes at most, also where nothing is watched any more', async () => {
    const [refusal] = refusals;
    if (refusal === undefined) throw new Error('no refusal');
    const { trouble, ...world } = await dropped(refusal);
    await world.settle(5 * minute);
    await world.forget('a.example.com');
    await world.settle(3 * 60 * minute);
    world.asked.length = 0;
    await world.settle(60 * minute);
    expect(world.asked.filter((one) => one.startsWith('DELETE')).length).toBeLessThanOrEqual(7);
    trouble.isOver = true;
    await world.settle(11 * minute);
    expect(world.integrations()).toEqual([]);
  });

  it('does not let lists be rarer: nothing receives its calls', async () => {
    const [refusal] = refusals;
    if (refusal === undefined) throw new Error('no refusal');
    const { trouble: _trouble, ...world } = await dropped(refusal);
    await world.settle(5 * minute);
    world.asked.length = 0;
    await world.settle(60 * minute);
    expect(world.asked.filter((one) => one === 'GET /v3/monitors').length).toBeGreaterThanOrEqual(55);
  });
});
