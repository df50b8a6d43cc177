import { describe, expect, it } from 'vitest';
import { givenCertificate } from '#local/cloud/acm/seed.ts';
import { configurationWith, edgeOn, imported, loadBalancer, openWorld } from './world.ts';

const host = 'app.example.com';
const given = loadBalancer('public', { type: 'network', listeners: [{ port: 443, protocol: 'TLS' }] });
const open = (mode: 'acm' | 'annotate') =>
  openWorld({ balancers: [given], configuration: configurationWith([edgeOn(given, { mode })]) });

describe('a load balancer that a controller is to be told of, and that nobody owns', () => {
  it('has nobody to tell: nothing is requested, and nothing put there instead', async () => {
    const world = await open('annotate');
    await world.write(host);
    await world.settle(90);
    expect(await world.condition(host)).toBe('False/NoController');
    expect(await world.message(host)).toContain('write acm');
    expect(world.names()).toEqual([]);
    expect(world.shown('public')).toEqual([]);
  });

  it('gets nothing of what is there already, not even its own default', async () => {
    const known = imported([host], { type: 'AMAZON_ISSUED' });
    const standard = imported(['*.example.com']);
    const arn = givenCertificate(standard).arn;
    const standing = loadBalancer('public', { listeners: [{ port: 443, protocol: 'HTTPS', defaultCertificate: arn }] });
    const configuration = configurationWith([edgeOn(standing, { mode: 'annotate', reuse: 'any' })]);
    const world = await openWorld({ balancers: [standing], certificates: [known, standard], configuration });
    await world.write(host);
    await world.settle(60);
    expect(await world.condition(host)).toBe('False/NoController');
    expect(world.shown('public')).toEqual([]);
  });

  it('keeps what acm put there before', async () => {
    const world = await open('acm');
    await world.write(host);
    await world.settle(60);
    expect(world.shown('public')).toHaveLength(1);
    await world.configure(configurationWith([edgeOn(given, { mode: 'annotate' })]));
    await world.walked();
    for (let hour = 0; hour < 3; hour += 1) {
      world.clock.advance(3_600_000);
      await world.settle(5);
    }
    expect(world.shown('public')).toHaveLength(1);
    expect(await world.condition(host)).toBe('False/NoController');
  });
});
