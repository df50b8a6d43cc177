import { describe, expect, it } from 'vitest';
import { noSuchChange, noSuchHostedZone } from '#local/cloud/route53/refusal.ts';
import { answerRefusal } from '#local/cloud/route53/xml-out.ts';
import { openWorld } from './world.ts';
import { wishFor } from './world-sites.ts';

const second = 1000;
const hour = 3600 * second;

describe('what goes wrong around a name', () => {
  it('a zone that is deleted while it is written is said to be gone, and tried again hourly', async () => {
    let isGone = false;
    const gone = answerRefusal(noSuchHostedZone('Z1'), 'one');
    const world = await openWorld({ faults: () => (isGone ? gone : undefined) });
    await world.write('shop.example.com');
    await world.settle();
    isGone = true;
    await world.write('shop.example.com', { wish: wishFor({ ttlSeconds: 60 }) });
    await world.write('new.example.com');
    await world.settle();
    expect(await world.condition('shop.example.com')).toBe('False/ZoneGone');
    expect(await world.condition('new.example.com')).toBe('False/ZoneGone');
    const calls = world.calls().ChangeResourceRecordSets;
    await world.settle('dns:Z1', 60);
    expect(world.calls().ChangeResourceRecordSets).toBe(calls);
    isGone = false;
    world.clock.advance(hour);
    await world.settle('dns:Z1', 10);
    expect(await world.condition('shop.example.com')).toBe('True/InSync');
    expect(await world.condition('new.example.com')).toBe('True/InSync');
  });

  it('a change that Route 53 does not know any more is not taken for one that is everywhere', async () => {
    const unknown = answerRefusal(noSuchChange('C1'), 'one');
    const world = await openWorld({ faults: ({ path }) => (path.includes('/change/') ? unknown : undefined) });
    await world.write('shop.example.com');
    await world.settle('dns:Z1', 50);
    expect(await world.condition('shop.example.com')).toBe('False/ChangePending');
    await world.settle('dns:Z1', 20);
    expect(await world.condition('shop.example.com')).toBe('True/InSync');
  });

  it('a zone that is busy with a change is waited for', async () => {
    const world = await openWorld({ limits: { processingMs: 3 * second } });
    await world.write('shop.example.com');
    await world.drain();
    await world.drain();
    await world.write('next.example.com');
    await world.drain();
    expect(await world.condition('next.example.com')).not.toBe('True/InSync');
    await world.settle('dns:Z1', 60);
    expect(await world.condition('shop.example.com')).toBe('True/InSync');
    expect(await world.condition('next.example.com')).toBe('True/InSync');
    expect(world.records()).toHaveLength(4);
  });
});
