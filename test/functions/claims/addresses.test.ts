import { describe, expect, it } from 'vitest';
import type { LoadBalancer } from '../../../shared/domain/objects.ts';
import { host, started } from './started.ts';

describe('a Service without an address', () => {
  it('waits for the address of a Service, and keeps the last known one when it goes', async () => {
    const world = await started();
    const annotations = { 'external-dns.alpha.kubernetes.io/hostname': host };
    const service: LoadBalancer = {
      kind: '/Service',
      form: 'full',
      key: 'shop/lb',
      apiVersion: 'v1',
      annotations,
      labels: {},
      type: 'LoadBalancer',
      externalIPs: [],
      ports: [],
      addresses: [],
    };
    await world.say('shop/lb', service, '/Service');
    await world.settle();
    expect((await world.site(host))?.wish.target).toBeUndefined();
    await world.say('shop/lb', { ...service, addresses: [{ ip: '203.0.113.4' }] }, '/Service');
    await world.settle();
    const target = { kind: 'addresses', addresses: ['203.0.113.4'] };
    expect(await world.site(host)).toMatchObject({ generation: 2, wish: { target } });
    await world.say('shop/lb', service, '/Service');
    await world.settle();
    const site = await world.site(host);
    expect(site).toMatchObject({ generation: 2, wish: { target } });
    expect(site?.release).toBeUndefined();
  });
});
